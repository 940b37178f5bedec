import type { Finding } from '../parse/finding.ts';
import { keysOf, memberOf, numberOf } from './loose.ts';

/** Latencies that an SLO can name. */
export const sloMetrics = [
  'ttftMs',
  'ttfaMs',
  'tpotMs',
  'e2eMs',
  'taskMs',
  'responseTtftMs',
  'responseMs',
];

const percentiles = ['p50', 'p90', 'p95', 'p99', 'p999'];

/** Pairs in which the first instant comes before the second on the same clock. */
const ordered = [
  ['ttftMs', 'ttfaMs'],
  ['ttftMs', 'e2eMs'],
  ['ttfaMs', 'e2eMs'],
  ['responseTtftMs', 'responseMs'],
] as const;

/** Objectives that no run can meet or that say nothing. */
export function checkSlo(plan: unknown): Finding[] {
  const slo = memberOf(plan, 'slo');
  const limit = (metric: string, percentile: string): number | undefined =>
    numberOf(memberOf(slo, metric, percentile));
  const found: Finding[] = [];
  if (typeof slo === 'object' && slo !== null && keysOf(slo).length === 0) {
    found.push({ path: ['slo'], expected: 'at least one objective', seen: 'an empty mapping' });
  }
  for (const metric of sloMetrics) {
    let lower: { readonly name: string; readonly at: number } | undefined;
    for (const name of percentiles) {
      const at = limit(metric, name);
      if (at === undefined) continue;
      if (lower !== undefined && at < lower.at) {
        found.push({
          path: ['slo', metric, name],
          expected: `at least the ${lower.name} of ${lower.at}`,
          seen: String(at),
          hint: 'a higher percentile is never smaller',
        });
      }
      lower = { name, at };
    }
  }
  for (const [first, second] of ordered) {
    for (const name of percentiles) {
      const [early, late] = [limit(first, name), limit(second, name)];
      if (early === undefined || late === undefined || early <= late) continue;
      found.push({
        path: ['slo', second, name],
        expected: `at least ${first}.${name} (${early})`,
        seen: String(late),
        hint: `${first} is a part of ${second}`,
      });
    }
  }
  return [...found, ...beyondTimeout(plan, limit)];
}

/** A request is given up at the timeout, so that a longer objective could never be seen to fail. */
function beyondTimeout(
  plan: unknown,
  limit: (metric: string, percentile: string) => number | undefined,
): Finding[] {
  const timeoutS = numberOf(memberOf(plan, 'timeoutS') ?? 900);
  if (timeoutS === undefined) return [];
  return ['ttftMs', 'ttfaMs', 'e2eMs'].flatMap((metric) =>
    percentiles.flatMap((name): Finding[] => {
      const at = limit(metric, name);
      return at === undefined || at <= timeoutS * 1000
        ? []
        : [
            {
              path: ['slo', metric, name],
              expected: `at most timeoutS (${timeoutS} s)`,
              seen: `${at} ms`,
              hint: 'raise timeoutS, or lower the objective',
            },
          ];
    }),
  );
}
