/** How a number is hedged in words: about, more than, less than. */
export type Hedge = 'about' | 'over' | 'under';

const hedgesBefore: readonly (readonly [Hedge, RegExp])[] = [
  ['under', /(?:不到|不足|少于|低于|less than|fewer than|under|at most|<)\s*$/i],
  ['over', /(?:超过|超|逾|至少|高于|多于|more than|over|at least|above|>)\s*$/i],
  [
    'about',
    /(?:大约|约为|约|将近|接近|近|大概|左右|差不多|about|around|approximately|approx\.?|roughly|nearly|almost|circa|~|≈)\s*$/i,
  ],
];
const hedgesAfter: readonly (readonly [Hedge, RegExp])[] = [
  ['about', /^\s*(?:左右|上下|or so)/],
  ['over', /^\s*(?:以上|多|余)/],
  ['under', /^\s*(?:以下|以内)/],
];

/** The hedge that stands right before or after a number. */
export function hedgeAround(before: string, after: string): Hedge | undefined {
  return (
    hedgesBefore.find(([, pattern]) => pattern.test(before))?.[0] ??
    hedgesAfter.find(([, pattern]) => pattern.test(after))?.[0]
  );
}

// "fell to 5%" names a level and no change, therefore neither 至, 到 nor "to" may stand between.
const fallBefore =
  /(?:负增长|下降|减少|下滑|降低|下跌|回落|亏损|缩减|萎缩|收缩|减亏|少了|低了|降幅|跌幅|降|减|跌|decreased?|decreases|declined?|declines|falls?|fell|fallen|dropped|drops?|down|reduced|reduction|shrank|shrunk|loss|lost|minus|negative)(?:了|率|幅度?|额|达到?|为|是|约|近|超过?|大约|:|：|\s|by|of|was|is|about|approximately|around|nearly|over|only)*$/i;
const fallAfter =
  /^\s*(?:的)?(?:降幅|跌幅|下降|下滑|下跌|亏损|(?:year-on-year |yoy |relative )?(?:decrease|decline|drop|reduction|lower|fall|loss)\b)/i;
const riseAfterFall = /(?:收窄|narrow)/i;

/** The word that turns the number after or before it into a fall ("同比下降5%" is -5%). */
export function fallWordAround(before: string, after: string): string | undefined {
  if (riseAfterFall.test(before)) return undefined;
  return (fallBefore.exec(before)?.[0] ?? fallAfter.exec(after)?.[0])?.trim();
}

const fallQuestion =
  /下降|减少|下滑|降低|下跌|回落|亏损|降幅|跌幅|decreas|declin|\bfall|\bfell\b|\bdrop|\breduc|\bloss/i;
const riseQuestion = /增长|上升|增加|提高|涨|变化|同比|环比|increas|ris(?:e|ing)|grow|chang/i;

/** Whether the question asks by how much something fell, so that a fall is told without a sign. */
export const asksForFall = (question: string): boolean =>
  fallQuestion.test(question) && !riseQuestion.test(question);
