import type { LoadPoint, Plan } from '../../spec/index.ts';
import { estimateTaskTokens } from '../../task/index.ts';
import type { PreparedScenario } from './prepared-scenario.ts';
import { ladderOf, plannedTaskRuns, suitesOf } from './suites.ts';

/** What a run is expected to take, before anything is sent. */
export interface RunEstimate {
  readonly endpoints: number;
  readonly loadPoints: readonly LoadPoint[];
  /** Requests, warm-up included; a lower bound for strategies of several turns. */
  readonly requests: number;
  /** Prompt tokens by estimate and output tokens at their limit. */
  readonly tokens: number;
  /** Absent where it hangs on how fast the boxes answer (closed loops by count). */
  readonly seconds?: number;
  readonly warnings: readonly string[];
}

/** How many prompts of a suite are looked at to estimate their length. */
const SAMPLE = 8;

export function estimateRun(
  plan: Plan,
  endpoints: number,
  scenarios: readonly PreparedScenario[],
): RunEstimate {
  const ladder = ladderOf(plan);
  const suites = suitesOf(
    plan,
    scenarios.map((s) => s.bundle.scenario),
  );
  let requests = 0;
  let tokens = 0;
  let seconds = 0;
  let timed = true;
  const warnings: string[] = [];
  for (const suite of suites) {
    const perRequest = tokensPerRequest(scenarios, suite.scenario, suite.strategy);
    for (const point of ladder) {
      const planned = plannedTaskRuns(plan, suite, point);
      const blocks = planned === undefined ? 4 : Math.ceil(planned / plan.repeats / plan.block);
      const warmup = blocks * plan.warmup.requests * plan.repeats;
      const rate = 'ratePerS' in point ? point.ratePerS : undefined;
      const measured =
        planned ?? (rate === undefined ? 0 : rate * (plan.durationS ?? 0) * plan.repeats);
      requests += (measured + warmup) * endpoints;
      tokens += (measured + warmup) * endpoints * perRequest;
      if (plan.durationS !== undefined) seconds += plan.durationS * plan.repeats * endpoints;
      else if (rate !== undefined) seconds += (measured / rate) * endpoints;
      else timed = false;
      if (planned === undefined && rate === undefined) {
        warnings.push(
          `${suite.scenario}: a closed loop that time ends; its requests cannot be counted beforehand`,
        );
      }
    }
  }
  return {
    endpoints,
    loadPoints: ladder,
    requests: Math.ceil(requests),
    tokens: Math.ceil(tokens),
    ...(timed ? { seconds } : {}),
    warnings: [...new Set(warnings)],
  };
}

/** Mean over the first prompts of the suite, plus the whole output limit. */
function tokensPerRequest(
  scenarios: readonly PreparedScenario[],
  id: string,
  strategy: string,
): number {
  const scenario = scenarios.find((s) => s.bundle.scenario.id === id);
  if (scenario === undefined) return 0;
  const { synthetic } = { synthetic: undefined, ...scenario.bundle.scenario };
  if (synthetic !== undefined) return synthetic.inputTokens + synthetic.outputTokens;
  const sample = scenario.tasks.slice(0, SAMPLE);
  const prompts = sample.map((task) => estimateTaskTokens(scenario.optionsFor(task, strategy)));
  const mean = prompts.reduce((a, b) => a + b, 0) / Math.max(1, prompts.length);
  return mean + scenario.bundle.scenario.generation.maxTokens;
}
