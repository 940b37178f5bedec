import type { AnswerOf } from '../../spec/index.ts';
import { withoutLatex } from '../extraction/plain-text.ts';
import { asksForFall } from '../numbers/context-words.ts';
import { distinct, withoutQuestion } from '../numbers/parse-number.ts';
import { mostMentions, type NumberMention, scanNumbers } from '../numbers/scan-numbers.ts';
import { readScaledUnit, type ScaledUnit, type Unit, unitNamed } from '../units.ts';
import { type Figure, figureOf, readFigure, wholeFigure } from './figure.ts';
import { type GradeContext, type Grader, type Judged, judged, type Unread } from './grader.ts';
import { unitAskedFor } from './question-unit.ts';
import { within } from './tolerance.ts';

type NumberAnswer = AnswerOf<'number'>;

/** Numbers with unit families, declared tolerance or rounding; a percentage is no number. */
export const numberGrader: Grader<'number'> = {
  expected: (answer) => `${answer.value}${answer.unit === undefined ? '' : ` ${answer.unit}`}`,
  read: (payload, answer, context) => {
    const figure = readFigure(payload, context);
    return figure === undefined ? undefined : judgeNumber(figure, answer, context);
  },
  prose: (text, answer, context) => {
    const whole = wholeFigure(text);
    if (whole !== undefined) return judgeNumber(whole, answer, context);
    const mentions = scanNumbers(withoutLatex(text));
    if (mentions.length >= mostMentions) return { unread: 'too many figures in prose' };
    const own = distinct(withoutQuestion(mentions, context.question));
    return onlyCandidate(candidatesFor(own, answer, context), (m) =>
      judgeNumber(figureOf(m, false), answer, context),
    );
  },
};

/** Judges the only candidate, or says how many there were. */
export function onlyCandidate(
  candidates: readonly NumberMention[],
  judge: (mention: NumberMention) => Judged,
): Judged | Unread {
  const [only, second] = candidates;
  if (only === undefined) return { unread: 'no candidate of the right kind in prose' };
  if (second !== undefined) {
    const some = candidates.slice(0, 4).map((m) => m.raw);
    return { unread: `${candidates.length} candidates in prose: ${some.join(', ')}` };
  }
  if (only.range !== undefined) return { unread: `a range and no number: ${only.raw}` };
  return judge(only);
}

function candidatesFor(
  mentions: readonly NumberMention[],
  answer: NumberAnswer,
  context: GradeContext,
): readonly NumberMention[] {
  const golden = answer.unit === undefined ? undefined : readScaledUnit(answer.unit)?.unit;
  if (golden === undefined) {
    const plain = mentions.filter((m) => !isRatio(m.unit));
    return withoutAsides(plain);
  }
  const sameFamily = mentions.filter((m) => m.unit !== undefined && convertible(m.unit, golden));
  if (sameFamily.length > 0) return withoutLone(sameFamily);
  if (unitAskedFor(context.question, golden) === undefined) return [];
  return withoutLone(mentions.filter((m) => m.unit === undefined));
}

/** Dates and "one" are asides where another figure stands beside them. */
function withoutAsides(mentions: readonly NumberMention[]): readonly NumberMention[] {
  const others = mentions.filter((m) => m.unit?.family !== 'calendar');
  return withoutLone(others.length === 0 ? mentions : others);
}

function withoutLone(mentions: readonly NumberMention[]): readonly NumberMention[] {
  const others = mentions.filter((m) => !m.lone);
  return others.length === 0 ? mentions : others;
}

const isRatio = (unit: Unit | undefined): boolean =>
  unit?.family === 'ratio' || unit?.family === 'points';

const convertible = (a: Unit, b: Unit): boolean => a.family === b.family || a.name === b.name;

function judgeNumber(figure: Figure, answer: NumberAnswer, context: GradeContext): Judged {
  const comparable = inGoldenUnit(figure, answer, context);
  if (typeof comparable === 'string')
    return judged(false, figure.shown, comparable, figure.repairs);
  const { value, repairs } = comparable;
  const all = [...figure.repairs, ...repairs];
  const tolerance = { absTol: answer.absTol, relTol: answer.relTol, round: answer.round };
  if (within(value, answer.value, tolerance))
    return judged(true, figure.shown, 'the value agrees', all);
  // "下降了 5" to "下降了多少" tells the size of the fall, which is what was asked.
  if (figure.fallWord !== undefined && asksForFall(context.question ?? '')) {
    if (within(-value, answer.value, tolerance))
      return judged(true, figure.shown, 'the size of the fall agrees', all);
  }
  return judged(false, figure.shown, `value: ${value} against ${answer.value}`, all);
}

interface Comparable {
  readonly value: number;
  readonly repairs: readonly string[];
}

/** The answered value in the golden unit, or why that cannot be. */
function inGoldenUnit(
  figure: Figure,
  answer: NumberAnswer,
  context: GradeContext,
): Comparable | string {
  const { unit } = figure;
  if (answer.unit === undefined) {
    if (isRatio(unit)) return `unit: a percentage where a number was asked`;
    return { value: figure.value, repairs: [] };
  }
  const golden = readScaledUnit(answer.unit);
  if (golden === undefined) return inUnknownUnit(figure, answer.unit, context);
  if (figure.byForm)
    return { value: figure.value / (figure.scaled ? golden.scale : 1), repairs: [] };
  if (unit === undefined) return bare(figure, golden, answer.unit, context);
  if (golden.unit === undefined) {
    if (isRatio(unit)) return `unit: a percentage where a number was asked`;
    return { value: figure.value / golden.scale, repairs: [] };
  }
  const factor = factorBetween(unit, golden.unit, figure.shown);
  if (factor === undefined) return `unit: ${unit.name} where ${answer.unit} was asked`;
  return { value: (figure.value * factor) / golden.scale, repairs: [] };
}

function factorBetween(from: Unit, to: Unit, shown: string): number | undefined {
  if (from.name === to.name) return 1;
  // The yen shares its sign with the yuan.
  if (to.name === 'JPY' && from.name === '元' && shown.includes('¥')) return 1;
  return from.family === to.family ? from.factor / to.factor : undefined;
}

/** A number without unit passes only where the question fixed the unit, or where scale words complete it. */
function bare(
  figure: Figure,
  golden: ScaledUnit,
  goldenText: string,
  context: GradeContext,
): Comparable | string {
  if (golden.unit === undefined) {
    if (figure.scaled) return { value: figure.value / golden.scale, repairs: [] };
    const fixed = context.question?.includes(goldenText) ?? false;
    return fixed
      ? { value: figure.value, repairs: ['unit-from-question'] }
      : { value: figure.value / golden.scale, repairs: [] };
  }
  const asked = unitAskedFor(context.question, golden.unit);
  if (asked?.unit === undefined) return `unit: none, where ${goldenText} was asked`;
  const factor = factorBetween(asked.unit, golden.unit, '') ?? 1;
  const scale = figure.scaled ? 1 : asked.scale;
  return { value: (figure.value * scale * factor) / golden.scale, repairs: ['unit-from-question'] };
}

/** A unit that no table knows must be written as the golden answer has it, or be fixed by the question. */
function inUnknownUnit(
  figure: Figure,
  goldenText: string,
  context: GradeContext,
): Comparable | string {
  if (isRatio(figure.unit)) return `unit: a percentage where ${goldenText} was asked`;
  const same = unitNamed(goldenText)?.name === figure.unit?.name;
  if (figure.byForm || same || (context.question?.includes(goldenText) ?? false))
    return { value: figure.value, repairs: ['unit-unknown'] };
  return `unit: ${figure.unit?.name ?? 'none'} where ${goldenText} was asked`;
}
