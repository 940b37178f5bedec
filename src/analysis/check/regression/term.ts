import type { CheckReason, CheckTerm } from '../schema.ts';
import type { MatchedBox } from './side.ts';
import type { Threshold } from './threshold.ts';

/** A term before its outcome. */
export type Base = Omit<CheckTerm, 'result' | 'reason' | 'warnings'>;

/** Name and place of a term. */
export const named = (box: MatchedBox, { metric, statistic }: Threshold) => ({
  id: [box.candidate, statistic === undefined ? metric : `${metric}.${statistic}`].join(' '),
  kind: 'pass' as const,
  metric,
  ...(statistic === undefined ? {} : { statistic }),
  endpoint: box.candidate,
});

/** A term with its outcome. */
export const finished = (
  base: Base,
  outcome: Partial<CheckTerm> & Pick<CheckTerm, 'result'>,
): CheckTerm => ({ reason: { code: 'figure-within' }, warnings: [], ...base, ...outcome });

/** A term that fails by its name alone. */
export const bare = (box: MatchedBox, threshold: Threshold, reason: CheckReason): CheckTerm => ({
  ...named(box, threshold),
  result: 'FAIL',
  reason,
  warnings: [],
});

/** A metric that nobody measured fails: silence is no proof. */
export const empty = (base: Base): CheckTerm => ({
  ...base,
  result: 'FAIL',
  reason: { code: 'empty-metric', values: { why: 'not measured in both runs' } },
  warnings: [],
});
