import { plainText } from '../extraction/plain-text.ts';
import { scalarText } from './answer-value.ts';
import { type CalendarMention, scanCalendar, yearAskedFor } from './calendar.ts';
import { type GradeContext, type Grader, type Judged, judged } from './grader.ts';

/** Days in any spelling; one without its year passes only where the question names a single year. */
export const dateGrader: Grader<'date'> = {
  expected: (answer) => answer.value,
  read: (payload, answer, context) => {
    const text = scalarText(payload);
    if (text === undefined || text.length > 2000) return undefined;
    return judgeOnly(scanCalendar(plainText(text)), answer.value, context);
  },
  prose: (text, answer, context) => {
    const asked = new Set(scanCalendar(context.question ?? '').map((m) => dayKey(m, context)));
    const own = scanCalendar(text).filter((m) => !asked.has(dayKey(m, context)));
    return judgeOnly(own, answer.value, context) ?? { unread: 'prose names no single day' };
  },
};

const pad = (n: number | undefined): string => String(n ?? '??').padStart(2, '0');

const dayKey = (m: CalendarMention, context: GradeContext): string =>
  `${m.year ?? yearAskedFor(context.question) ?? '????'}-${pad(m.month)}-${pad(m.day)}`;

function judgeOnly(
  found: readonly CalendarMention[],
  golden: string,
  context: GradeContext,
): Judged | undefined {
  const days = found.filter((m) => m.day !== undefined);
  const keys = [...new Set(days.map((m) => dayKey(m, context)))];
  const [only] = keys;
  if (only === undefined || keys.length > 1) return undefined;
  const repairs = days.some((m) => m.year === undefined) ? ['year-from-question'] : [];
  return judged(
    only === golden,
    only,
    only === golden ? 'the date agrees' : `date: ${only} against ${golden}`,
    repairs,
  );
}
