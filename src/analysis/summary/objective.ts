import { type Ms, ms } from '../../base/index.ts';
import {
  e2e,
  type Metric,
  response,
  responseTtft,
  taskTime,
  tpot,
  ttfa,
  ttft,
} from '../../metric/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import type { Slo } from '../../spec/index.ts';

const perRequest = {
  ttftMs: ttft,
  ttfaMs: ttfa,
  tpotMs: tpot,
  e2eMs: e2e,
  responseTtftMs: responseTtft,
  responseMs: response,
} as const satisfies Readonly<Record<string, Metric<'ms'>>>;

/** Whether one task run, given all its requests, meets every latency objective of the plan. */
export type Objective = (requests: readonly RequestRecord[]) => boolean;

/**
 * Goodput's test (docs/glossary.md): each request is held to the objective's number, whatever
 * percentile it names (the loosest number where several are named); an absent TPOT meets. A task run
 * with a request that did not complete never meets.
 */
export function objectiveOf(slo: Slo | undefined): Objective {
  const ids = ['ttftMs', 'ttfaMs', 'tpotMs', 'e2eMs', 'responseTtftMs', 'responseMs'] as const;
  const bounds = ids.flatMap((id) => {
    const bound = loosest(slo?.[id]);
    return bound === undefined ? [] : [{ metric: perRequest[id], bound }];
  });
  const taskBound = loosest(slo?.taskMs);
  return (requests) =>
    requests.every(
      (r) =>
        r.outcome.kind === 'completed' &&
        bounds.every(({ metric, bound }) => holds(metric, r, bound)),
    ) &&
    (taskBound === undefined || within(taskTime(requests), taskBound));
}

function holds(metric: Metric<'ms'>, r: RequestRecord, bound: number): boolean {
  const value = metric.of(r);
  return value.kind === 'absent' ? metric.id === 'tpotMs' : value.value <= bound;
}

const within = (time: ReturnType<typeof taskTime>, bound: number): boolean =>
  time.kind === 'value' && time.value <= bound;

/** The largest number an objective names over its percentiles. */
function loosest(
  percentiles: Readonly<Record<string, number | undefined>> | undefined,
): Ms | undefined {
  const numbers = Object.values(percentiles ?? {}).filter((n) => n !== undefined);
  return numbers.length === 0 ? undefined : ms(Math.max(...numbers));
}
