import type { Estimate, warning } from '../../base/index.ts';
import type { Need, PriceBook } from '../../spec/index.ts';
import type { Calibration } from '../calibration/calibration.ts';
import { type MoneyRange, scaleMoney } from '../cost/money-range.ts';
import { tokenCost } from '../cost/token-cost.ts';
import { type MemoryPlan, memoryPlan } from '../memory/memory-plan.ts';
import { type Prediction, predict } from '../prediction/predict.ts';
import { type AccuracyFigure, accuracyFigure, type MeasuredAccuracy } from './accuracy-evidence.ts';
import type { Candidate } from './candidate.ts';
import { modelClassOf } from './model-class.ts';
import { planCost } from './plan-cost.ts';
import type { LocalPlan, Met, Requirement } from './recommendation.ts';

/** What plans are judged by. */
export interface Evidence {
  readonly calibration?: Calibration;
  readonly priceBook: PriceBook;
  readonly accuracy: readonly MeasuredAccuracy[];
}

const MAX_REPLICAS = 16;
const SECONDS_PER_MONTH = 30.4 * 86_400;

/** Judges a candidate against a need; absent where the model does not even load on the GPUs. */
export function evaluatePlan(
  need: Need,
  candidate: Candidate,
  evidence: Evidence,
): LocalPlan | undefined {
  const { model, gpu, count, precision, kvPrecision, framework } = candidate;
  const tensorParallel = Math.min(count, 8);
  const pipelineParallel = count / tensorParallel;
  const box = { model, gpu, precision, kvPrecision, framework, tensorParallel, pipelineParallel };
  const memory = memoryPlan({ ...box, count, context: need.tokens.contextMax });
  if (memory.maxContext === 0) return undefined;
  const sized = sizedReplicas(need, candidate, memory, evidence);
  const { prediction, replicas, concurrency } = sized;
  const priced = planCost(need, evidence.priceBook, gpu, count, replicas);
  const spare = planCost(need, evidence.priceBook, gpu, count, replicas + 1);
  const accuracy = accuracyFigure(model.id, precision, need.workload, evidence.accuracy);
  const perMillion =
    priced === undefined ? undefined : perMillionTokens(priced.cost.meanYear, prediction, need);
  const { origin } = prediction;
  return {
    kind: 'local',
    id: `${model.id}/${precision}/${count}x${gpu.id}/${framework}`,
    model: model.id,
    modelClass: modelClassOf(model),
    precision,
    kvPrecision,
    gpu: gpu.id,
    gpusPerReplica: count,
    tensorParallel,
    pipelineParallel,
    framework,
    replicas,
    replicasWithSpare: replicas + 1,
    concurrency,
    ttftMs: { estimate: jsonEstimate(prediction.ttftMs), origin },
    tpotMs: { estimate: jsonEstimate(prediction.tpotMs), origin },
    e2eMs: { estimate: jsonEstimate(prediction.e2eMs), origin },
    tokensPerS: { estimate: jsonEstimate(prediction.tokensPerS), origin },
    maxContext: memory.maxContext,
    maxConcurrency: memory.maxConcurrency * replicas,
    ...(accuracy === undefined
      ? {}
      : { accuracy: { estimate: jsonEstimate(accuracy.estimate), origin: accuracy.origin } }),
    ...(priced?.watts === undefined ? {} : { watts: priced.watts }),
    ...(priced === undefined ? {} : { cost: priced.cost }),
    ...(spare === undefined ? {} : { costWithSpare: spare.cost.firstYear }),
    ...(perMillion === undefined ? {} : { cnyPerMillionTokens: perMillion }),
    ...(perMillion === undefined || accuracy === undefined || accuracy.estimate.center <= 0
      ? {}
      : {
          cnyPerCorrectTask: scaleMoney(
            perMillion,
            need.tokens.output / 1e6 / accuracy.estimate.center,
          ),
        }),
    requirements: [
      memoryRequirement(memory, need),
      latencyRequirement(need, prediction),
      budgetRequirement(need, priced?.cost),
      accuracyRequirement(need, accuracy),
    ].flat(),
    followsRules: [],
    againstRules: [],
    extrapolated: prediction.extrapolated,
    warnings: [...memory.warnings, ...prediction.warnings].map(jsonWarning),
  };
}

/** The fewest replicas that meet the latency at the need's load, or one if none of them do. */
function sizedReplicas(
  need: Need,
  c: Candidate,
  memory: MemoryPlan,
  evidence: Evidence,
): { readonly prediction: Prediction; readonly replicas: number; readonly concurrency: number } {
  const concurrency = neededConcurrency(need);
  const predictFor = (replicas: number): Prediction =>
    predict(
      {
        model: c.model,
        gpu: c.gpu,
        precision: c.precision,
        kvPrecision: c.kvPrecision,
        framework: c.framework,
        tensorParallel: memory.tensorParallel,
        pipelineParallel: memory.pipelineParallel,
        count: c.count * replicas,
        isl: need.tokens.input,
        osl: need.tokens.output,
        concurrency: Math.max(concurrency, replicas),
      },
      evidence.calibration,
    );
  const one = predictFor(1);
  if (latencyMet(need, one) !== 'no') return { prediction: one, replicas: 1, concurrency };
  // Latency falls with replicas: if one user per replica is too slow, no number helps.
  const most = Math.min(MAX_REPLICAS, Math.ceil(concurrency));
  let failing = 1;
  let meeting = most;
  let prediction = predictFor(most);
  if (most === 1 || latencyMet(need, prediction) === 'no') {
    return { prediction: one, replicas: 1, concurrency };
  }
  while (meeting - failing > 1) {
    const middle = Math.floor((failing + meeting) / 2);
    const tried = predictFor(middle);
    if (latencyMet(need, tried) === 'no') failing = middle;
    else {
      meeting = middle;
      prediction = tried;
    }
  }
  return { prediction, replicas: meeting, concurrency };
}

/** Requests in flight at the busiest: as stated, or by Little's law from calls spread over busy hours. */
export function neededConcurrency(need: Need): number {
  if ('concurrent' in need.users) return need.users.concurrent;
  const perS = need.users.callsPerMonth / (SECONDS_PER_MONTH * need.utilisation);
  return Math.max(1, Math.ceil(perS * need.latency.maxS));
}

const latencyOf = (need: Need, p: Prediction): Estimate =>
  need.latency.of === 'ttft' ? p.ttftMs : p.e2eMs;

function latencyMet(need: Need, p: Prediction): Met {
  const limit = need.latency.maxS * 1000;
  const latency = latencyOf(need, p);
  if ((latency.hi ?? Number.POSITIVE_INFINITY) <= limit) return 'yes';
  return latency.center <= limit ? 'uncertain' : 'no';
}

function latencyRequirement(need: Need, p: Prediction): Requirement {
  const latency = latencyOf(need, p);
  return {
    id: 'latency',
    met: latencyMet(need, p),
    why: {
      code: 'latency-against-limit',
      values: { seconds: latency.center / 1000, limit: need.latency.maxS, of: need.latency.of },
    },
  };
}

function memoryRequirement(memory: MemoryPlan, need: Need): Requirement[] {
  const room = memory.kvTokens >= need.tokens.input + need.tokens.output;
  return [
    {
      id: 'memory',
      met: room ? 'yes' : 'no',
      why: { code: 'kv-tokens', values: { tokens: memory.kvTokens } },
    },
    {
      id: 'context',
      met: memory.maxContext >= need.tokens.contextMax ? 'yes' : 'no',
      why: {
        code: 'context-against-need',
        values: { tokens: memory.maxContext, needed: need.tokens.contextMax },
      },
    },
  ];
}

function budgetRequirement(need: Need, cost: LocalPlan['cost']): Requirement {
  if (cost === undefined) return { id: 'budget', met: 'unknown', why: { code: 'no-price' } };
  const first = withinBudget(cost.firstYear, need.budgetCny.firstYear);
  const yearly =
    need.budgetCny.yearly === undefined ? 'yes' : withinBudget(cost.perYear, need.budgetCny.yearly);
  const met =
    first === 'no' || yearly === 'no'
      ? 'no'
      : first === 'yes' && yearly === 'yes'
        ? 'yes'
        : 'uncertain';
  return {
    id: 'budget',
    met,
    why: {
      code: 'first-year-against-budget',
      values: { cny: cost.firstYear.minCny, limit: need.budgetCny.firstYear },
    },
  };
}

const withinBudget = (cost: MoneyRange, limit: number): Met => {
  if (cost.minCny > limit) return 'no';
  return cost.maxCny !== undefined && cost.maxCny <= limit ? 'yes' : 'uncertain';
};

function accuracyRequirement(need: Need, figure: AccuracyFigure | undefined): Requirement {
  if (figure === undefined || figure.origin.kind !== 'measured') {
    return { id: 'accuracy', met: 'unknown', why: { code: 'accuracy-not-measured' } };
  }
  const { lo, hi, center } = figure.estimate;
  const met =
    (lo ?? 0) >= need.accuracyMin ? 'yes' : (hi ?? 1) < need.accuracyMin ? 'no' : 'uncertain';
  return {
    id: 'accuracy',
    met,
    why: { code: 'accuracy-against-need', values: { accuracy: center, needed: need.accuracyMin } },
  };
}

function perMillionTokens(meanYear: MoneyRange, p: Prediction, need: Need): MoneyRange {
  const of = (yearlyCny: number): number =>
    tokenCost({
      yearlyCny,
      tokensPerS: p.tokensPerS.center,
      tokensPerCall: need.tokens.output,
      utilisation: need.utilisation,
    }).cnyPerMillionTokens;
  return {
    minCny: of(meanYear.minCny),
    ...(meanYear.maxCny === undefined ? {} : { maxCny: of(meanYear.maxCny) }),
  };
}

const jsonEstimate = (e: Estimate): LocalPlan['ttftMs']['estimate'] => ({
  ...e,
  warnings: e.warnings.map(jsonWarning),
});

const jsonWarning = (w: ReturnType<typeof warning>): LocalPlan['warnings'][number] =>
  w.values === undefined ? { code: w.code } : { code: w.code, values: { ...w.values } };
