import { mostSteps, searchLadder } from '../../analysis/index.ts';
import { type Block, type ScheduleInput, scheduleOf, type TraceArrival } from '../../load/index.ts';
import type { LoadPoint, Plan } from '../../spec/index.ts';
import { estimateTaskTokens } from '../../task/index.ts';
import type { PreparedScenario } from './prepared-scenario.ts';
import { scheduleInputOf } from './suites.ts';

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
  endpoints: readonly string[],
  scenarios: readonly PreparedScenario[],
  trace: readonly TraceArrival[] = [],
): RunEstimate {
  const input = scheduleInputOf(
    plan,
    scenarios.map((s) => s.bundle.scenario),
    endpoints,
    trace,
  );
  const cost = costs(scenarios, trace);
  if (plan.load.kind === 'search') return searchEstimate(plan, plan.load, input, cost);
  let requests = 0;
  let tokens = 0;
  let seconds = 0;
  let timed = true;
  const warnings = new Set<string>();
  for (const block of scheduleOf(input).blocks()) {
    const taskRuns = block.warmup + (block.measured ?? 0);
    const each = cost(block.suite.scenario, block.suite.strategy);
    requests += taskRuns * each.requests;
    tokens +=
      block.loadPoint.kind === 'trace' && each.replayed !== undefined
        ? each.replayed
        : taskRuns * each.tokens;
    const lasts = secondsOf(block, trace);
    if (lasts === undefined) timed = false;
    else seconds += lasts;
    if (block.measured === undefined) {
      warnings.add(
        `${block.suite.scenario}: a closed loop that time ends; its requests cannot be counted beforehand`,
      );
    }
  }
  return {
    endpoints: endpoints.length,
    loadPoints: input.loadPoints,
    requests: Math.ceil(requests),
    tokens: Math.ceil(tokens),
    ...(timed ? { seconds } : {}),
    warnings: [...warnings],
  };
}

/** Seconds of one block; undefined where the boxes decide. */
function secondsOf(block: Block, trace: readonly TraceArrival[]): number | undefined {
  const { loadPoint, durationMs, measured } = block;
  if (durationMs !== undefined) return durationMs / 1000;
  switch (loadPoint.kind) {
    case 'closed':
      return undefined;
    case 'ramp':
      return loadPoint.stages.reduce((s, stage) => s + stage.durationS, 0);
    case 'trace':
      return (trace[(measured ?? 1) - 1]?.atMs ?? 0) / loadPoint.speed / 1000;
    case 'bursts':
      return (Math.ceil((measured ?? 0) / loadPoint.size) - 1) * loadPoint.everyS;
    default:
      return (measured ?? 0) / loadPoint.ratePerS;
  }
}

interface TaskCost {
  readonly requests: number;
  readonly tokens: number;
  /** Tokens of a whole replayed trace, where the scenario takes its lengths from there. */
  readonly replayed?: number;
}

type CostOf = (scenario: string, strategy: string) => TaskCost;

function costs(scenarios: readonly PreparedScenario[], trace: readonly TraceArrival[]): CostOf {
  const known = new Map<string, TaskCost>();
  const replayed = trace.reduce((n, a) => n + a.inputTokens + (a.outputTokens ?? 1), 0);
  return (id, strategy) => {
    const key = `${id} ${strategy}`;
    const cost = known.get(key) ?? taskCost(scenarios, id, strategy, replayed);
    known.set(key, cost);
    return cost;
  };
}

/** Mean over the first prompts of the suite, plus the whole output limit. */
function taskCost(
  scenarios: readonly PreparedScenario[],
  id: string,
  strategy: string,
  replayed: number,
): TaskCost {
  const scenario = scenarios.find((s) => s.bundle.scenario.id === id);
  if (scenario === undefined) return { requests: 0, tokens: 0 };
  const { synthetic } = { synthetic: undefined, ...scenario.bundle.scenario };
  if (synthetic !== undefined) {
    const { inputTokens, outputTokens, turns } = synthetic;
    // Each turn carries the turns before it: 1 + 2 + ... + turns of them.
    const carried = (turns * (turns + 1)) / 2;
    const tokens = inputTokens * carried + outputTokens * carried;
    return { requests: turns, tokens, replayed };
  }
  const sample = scenario.tasks.slice(0, SAMPLE);
  const prompts = sample.map((task) => estimateTaskTokens(scenario.optionsFor(task, strategy)));
  const mean = prompts.reduce((a, b) => a + b, 0) / Math.max(1, prompts.length);
  return { requests: 1, tokens: mean + scenario.bundle.scenario.generation.maxTokens };
}

/** A guess, since the loads are found on the way: as if each capacity lay in the middle of the range. */
function searchEstimate(
  plan: Plan,
  load: Extract<Plan['load'], { readonly kind: 'search' }>,
  { endpoints, suites }: ScheduleInput,
  cost: CostOf,
): RunEstimate {
  const middle = Math.sqrt(load.from * load.to);
  const climbed = searchLadder(load).filter((rung) => rung <= 4 * middle);
  const bisected = Math.ceil(Math.log2(1 / load.tolerance));
  const perSecond = (rate: number): number => (load.of === 'ratePerS' ? rate * load.stepS : 0);
  const perRepeat =
    climbed.reduce((n, rung) => n + perSecond(rung) + plan.warmup.requests, 0) +
    bisected * (perSecond(middle) + plan.warmup.requests);
  let requests = 0;
  let tokens = 0;
  for (const { scenario, strategy } of suites) {
    const each = cost(scenario, strategy);
    requests += perRepeat * load.repeats * each.requests * endpoints.length;
    tokens += perRepeat * load.repeats * each.tokens * endpoints.length;
  }
  const steps = climbed.length + bisected;
  const uncounted =
    load.of === 'concurrency' ? '; requests of closed loops that time ends cannot be counted' : '';
  return {
    endpoints: endpoints.length,
    loadPoints: [],
    requests: Math.ceil(requests),
    tokens: Math.ceil(tokens),
    seconds: steps * load.repeats * load.stepS * endpoints.length * suites.length,
    warnings: [
      `a search finds its loads on the way: these figures suppose a capacity near ${middle.toPrecision(2)}; ` +
        `at most ${mostSteps(load)} loads are tested per endpoint and suite${uncounted}`,
    ],
  };
}
