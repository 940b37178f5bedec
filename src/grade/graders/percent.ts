import type { AnswerOf } from '../../spec/index.ts';
import { withoutLatex } from '../extraction/plain-text.ts';
import { asksForFall } from '../numbers/context-words.ts';
import { distinct, withoutQuestion } from '../numbers/parse-number.ts';
import { mostMentions, scanNumbers } from '../numbers/scan-numbers.ts';
import { type Figure, figureOf, readFigure, wholeFigure } from './figure.ts';
import { type GradeContext, type Grader, type Judged, judged } from './grader.ts';
import { onlyCandidate } from './number.ts';
import { asksForPercent } from './question-unit.ts';
import { within } from './tolerance.ts';

type PercentAnswer = AnswerOf<'percent'>;

/**
 * Percentages as shown (12.5 for 12.5%). 0.125 is not 12.5%, a percentage point is not a percent, and
 * a bare 12.5 passes in the declared JSON form or where the question fixed the percentage.
 */
export const percentGrader: Grader<'percent'> = {
  expected: (answer) => `${answer.value}${answer.points ? ' percentage points' : '%'}`,
  read: (payload, answer, context) => {
    const figure = readFigure(payload, context);
    return figure === undefined ? undefined : judgePercent(figure, answer, context);
  },
  prose: (text, answer, context) => {
    const whole = wholeFigure(text);
    if (whole !== undefined) return judgePercent(whole, answer, context);
    const family = answer.points ? 'points' : 'ratio';
    const mentions = scanNumbers(withoutLatex(text));
    if (mentions.length >= mostMentions) return { unread: 'too many figures in prose' };
    const own = distinct(withoutQuestion(mentions, context.question));
    const marked = own.filter((m) => m.unit?.family === family);
    const bare = own.filter((m) => m.unit === undefined && !m.lone);
    const fixed = marked.length === 0 && asksForPercent(context.question);
    return onlyCandidate(fixed ? bare : marked, (m) =>
      judgePercent(figureOf(m, false), answer, context),
    );
  },
};

function judgePercent(figure: Figure, answer: PercentAnswer, context: GradeContext): Judged {
  const family = answer.points ? 'points' : 'ratio';
  const { unit, shown, repairs } = figure;
  if (unit !== undefined && unit.family !== family)
    return judged(
      false,
      shown,
      `unit: ${unit.name} where ${family === 'points' ? 'percentage points' : 'a percentage'} was asked`,
      repairs,
    );
  if (unit === undefined && !figure.byForm && !asksForPercent(context.question))
    return judged(
      false,
      shown,
      'unit: no percent sign, and the question does not fix one',
      repairs,
    );
  const flags = unit === undefined && !figure.byForm ? [...repairs, 'unit-from-question'] : repairs;
  const tolerance = { absTol: answer.absTol };
  if (within(figure.value, answer.value, tolerance))
    return judged(true, shown, 'the value agrees', flags);
  if (figure.fallWord !== undefined && asksForFall(context.question ?? '')) {
    if (within(-figure.value, answer.value, tolerance))
      return judged(true, shown, 'the size of the fall agrees', flags);
  }
  return judged(false, shown, `value: ${figure.value} against ${answer.value}`, flags);
}
