import { plainText } from '../extraction/plain-text.ts';
import { scalarText } from './answer-value.ts';
import { type CalendarMention, scanCalendar, yearAskedFor } from './calendar.ts';
import { type GradeContext, type Grader, type Judged, judged, type Unread } from './grader.ts';

/** Months in any spelling; one without its year passes only where the question names a single year. */
export const monthGrader: Grader<'month'> = {
  expected: (answer) => answer.value,
  read: (payload, answer, context) => {
    const text = scalarText(payload);
    if (text === undefined || text.length > 2000) return undefined;
    const found = scanCalendar(plainText(text));
    const bare = /^\s*(\d{1,2})\s*$/.exec(text)?.[1];
    if (found.length === 0 && bare !== undefined && Number(bare) >= 1 && Number(bare) <= 12)
      return judgeMonth({ raw: bare, month: Number(bare) }, answer.value, context);
    const only = onlyMonth(found, context);
    return 'unread' in only ? undefined : judgeMonth(only, answer.value, context);
  },
  prose: (text, answer, context) => {
    const asked = new Set(scanCalendar(context.question ?? '').map((m) => monthKey(m, context)));
    const own = scanCalendar(text).filter((m) => !asked.has(monthKey(m, context)));
    const only = onlyMonth(own, context);
    return 'unread' in only ? only : judgeMonth(only, answer.value, context);
  },
};

const pad = (n: number): string => String(n).padStart(2, '0');

const monthKey = (m: CalendarMention, context: GradeContext): string =>
  `${m.year ?? yearAskedFor(context.question) ?? '????'}-${pad(m.month)}`;

function onlyMonth(
  found: readonly CalendarMention[],
  context: GradeContext,
): CalendarMention | Unread {
  const keys = new Map(found.map((m) => [monthKey(m, context), m]));
  const [only, second] = keys.values();
  if (only === undefined) return { unread: 'no month in prose' };
  return second === undefined ? only : { unread: `${keys.size} months in prose` };
}

function judgeMonth(m: CalendarMention, golden: string, context: GradeContext): Judged {
  const year = m.year ?? yearAskedFor(context.question);
  if (year === undefined)
    return judged(false, m.raw, 'month: no year, and the question does not fix one');
  const key = `${year}-${pad(m.month)}`;
  const repairs = [
    ...(m.year === undefined ? ['year-from-question'] : []),
    ...(m.day === undefined ? [] : ['day-dropped']),
  ];
  return judged(
    key === golden,
    key,
    key === golden ? 'the month agrees' : `month: ${key} against ${golden}`,
    repairs,
  );
}
