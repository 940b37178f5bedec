import {
  type Cell,
  type LatencyId,
  type PercentileName,
  percentileNames,
  type Summary,
} from '../../analysis/index.ts';
import { duration, percent } from '../../report/index.ts';
import type { Plan } from '../../spec/index.ts';
import { type ExitCode, exitCode, worstExit } from '../exit-code.ts';

export interface GateTerm {
  readonly name: string;
  readonly result: 'PASS' | 'FAIL' | 'NOT PROVEN';
  readonly why: string;
}

const latencies = [
  'ttftMs',
  'ttfaMs',
  'tpotMs',
  'e2eMs',
  'taskMs',
  'responseTtftMs',
  'responseMs',
] as const satisfies readonly LatencyId[];

/**
 * Holds every valid cell to the plan's objectives: PASS where the interval's unfavourable end meets,
 * FAIL where even its favourable end does not, else NOT PROVEN (docs/glossary.md).
 */
export function sloGate(
  summary: Summary,
  plan: Plan,
): { readonly terms: readonly GateTerm[]; readonly code: ExitCode } {
  const { slo } = plan;
  const terms =
    slo === undefined
      ? []
      : summary.cells
          .filter((c) => c.validity.verdict === 'valid')
          .flatMap((c) => [
            ...latencies.flatMap((id) =>
              percentileNames.flatMap((p) => {
                const bound = slo[id]?.[p];
                return bound === undefined ? [] : [latencyTerm(c, id, p, bound)];
              }),
            ),
            ...(slo.accuracy === undefined || c.accuracy === undefined
              ? []
              : [accuracyTerm(c, slo.accuracy)]),
          ]);
  const codes = terms.map(
    (t): ExitCode =>
      t.result === 'PASS'
        ? exitCode.done
        : t.result === 'FAIL'
          ? exitCode.gateFailed
          : exitCode.notProven,
  );
  return { terms, code: worstExit(codes) };
}

const nameOf = (c: Cell, metric: string): string =>
  `${c.endpoint} ${c.scenario} load point ${c.loadPoint.index} ${metric}`;

function latencyTerm(c: Cell, id: LatencyId, p: PercentileName, bound: number): GateTerm {
  const name = nameOf(c, `${id} ${p} <= ${duration(bound)}`);
  const latency = c[id];
  if (!('count' in latency)) return { name, result: 'NOT PROVEN', why: latency.absent };
  const value = latency[p];
  const failedReason = latency.absent[p];
  if (value === undefined) {
    // A percentile among failures is longer than any bound; one that the sample is too small for is open.
    const isFailure = failedReason?.startsWith('falls among') === true;
    return {
      name,
      result: isFailure ? 'FAIL' : 'NOT PROVEN',
      why: failedReason ?? 'not estimable',
    };
  }
  const ci = latency.ci95[p];
  if (ci === undefined) {
    return {
      name,
      result: value > bound ? 'FAIL' : 'NOT PROVEN',
      why: `${duration(value)}, without an upper limit`,
    };
  }
  const why = `${duration(value)} [${duration(ci[0])}, ${duration(ci[1])}], n = ${latency.count}`;
  return { name, result: ci[1] <= bound ? 'PASS' : ci[0] > bound ? 'FAIL' : 'NOT PROVEN', why };
}

function accuracyTerm(c: Cell, least: number): GateTerm {
  const name = nameOf(c, `accuracy >= ${percent(least)}`);
  const { value, ci95, n } = c.accuracy ?? { n: 0 };
  if (value === undefined || ci95 === undefined) {
    return { name, result: 'NOT PROVEN', why: 'no interval' };
  }
  const why = `${percent(value)} [${percent(ci95[0])}, ${percent(ci95[1])}], n = ${n} items`;
  return { name, result: ci95[0] >= least ? 'PASS' : ci95[1] < least ? 'FAIL' : 'NOT PROVEN', why };
}
