import type { AnswerKind } from '../../spec/index.ts';
import { choiceGrader } from './choice.ts';
import { constraintsGrader } from './constraints.ts';
import { dateGrader } from './date.ts';
import { factsGrader } from './facts.ts';
import type { Grader } from './grader.ts';
import { jsonGrader } from './json.ts';
import { monthGrader } from './month.ts';
import { numberGrader } from './number.ts';
import { percentGrader } from './percent.ts';
import { rankingGrader } from './ranking.ts';
import { setGrader } from './set.ts';
import { spansGrader } from './spans.ts';
import { tableGrader } from './table.ts';
import { textGrader } from './text.ts';

/** The grader of each answer kind that is read from text alone; sql needs outcomes (`gradeSql`). */
export const graders = {
  number: numberGrader,
  percent: percentGrader,
  text: textGrader,
  choice: choiceGrader,
  ranking: rankingGrader,
  set: setGrader,
  table: tableGrader,
  month: monthGrader,
  date: dateGrader,
  json: jsonGrader,
  facts: factsGrader,
  constraints: constraintsGrader,
  spans: spansGrader,
} as const satisfies { readonly [K in Exclude<AnswerKind, 'sql'>]: Grader<K> };
