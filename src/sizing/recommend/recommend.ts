import { warning } from '../../base/index.ts';
import type { Need, PriceBook } from '../../spec/index.ts';
import type { Calibration } from '../calibration/calibration.ts';
import { guidePriceBook } from '../cost/guide-price-book.ts';
import { middleOf } from '../cost/money-range.ts';
import { type ApiPrice, apiCallCny } from '../cost/token-cost.ts';
import type { MeasuredAccuracy } from './accuracy-evidence.ts';
import { candidates } from './candidate.ts';
import { departures } from './departures.ts';
import { evaluatePlan } from './evaluate-plan.ts';
import { guideAdvice } from './fired-rules.ts';
import type { GuideRule } from './guide-rules.ts';
import { classRank } from './model-class.ts';
import type { CloudPlan, LocalPlan, Met, Recommendation } from './recommendation.ts';
import { follows } from './rule-agreement.ts';

export interface RecommendOptions {
  readonly calibration?: Calibration;
  /** Default: the guide's prices, marked as such. */
  readonly priceBook?: PriceBook;
  /** Accuracies that runs measured. */
  readonly accuracy?: readonly MeasuredAccuracy[];
  /** Price of the API that a cloud plan would use. */
  readonly api?: ApiPrice;
  /** Plans returned, and rejected ones shown; default 10 and 5. */
  readonly limit?: { readonly plans?: number; readonly rejected?: number };
}

/** A widely used open model's API price, USD 0.55 and 2.19 per million tokens at 7.2 CNY. */
const ASSUMED_API: ApiPrice = { inputCnyPerMillion: 3.96, outputCnyPerMillion: 15.77 };

/**
 * Ranks what to buy for a need. A plan that fails a requirement for certain is not recommended; among the
 * rest, proven accuracy goes before the size the guide advises, that before any other size, certain
 * latency before uncertain, and then the price decides. Sensitive data never yields a cloud plan.
 */
export function recommend(need: Need, options: RecommendOptions = {}): Recommendation {
  const priceBook = options.priceBook ?? guidePriceBook;
  const advice = guideAdvice(need);
  const evidence = {
    priceBook,
    accuracy: options.accuracy ?? [],
    ...(options.calibration === undefined ? {} : { calibration: options.calibration }),
  };
  const judged = candidates(priceBook, options.calibration)
    .flatMap((candidate) => evaluatePlan(need, candidate, evidence) ?? [])
    .map((plan) => withAgreement(plan, advice.fired));
  const order = ranking(need, advice.fired);
  const feasible = judged.filter((plan) => worst(plan) !== 'no').sort(order);
  const rejected = judged.filter((plan) => worst(plan) === 'no').sort(order);
  const cloud = need.privacy === 'public' ? [cloudPlan(need, advice.fired, options.api)] : [];
  const asksForCloud = advice.fired.some((r) => r.advice.deployment?.includes('cloud') === true);
  const shownLocal = feasible.slice(0, options.limit?.plans ?? 10);
  const plans = asksForCloud ? [...cloud, ...shownLocal] : [...shownLocal, ...cloud];
  return {
    schema: 'steelyard.sizing/1',
    calibrated: (options.calibration?.groups.length ?? 0) > 0,
    plans,
    rejected: rejected.slice(0, options.limit?.rejected ?? 5),
    rules: advice.fired.map(({ id, question, claims, advice: says }) => ({
      id,
      question,
      claims: [...claims],
      advice: JSON.parse(JSON.stringify(says)),
    })),
    conflicts: advice.conflicts.map((c) => ({
      ...c,
      claims: [...c.claims],
      contradictions: [...c.contradictions],
    })),
    silences: advice.silences.map((s) => ({ ...s })),
    departures: departures(advice.fired, feasible, judged),
    warnings: [
      ...(plans.length === 0 ? [warning('no-plan-meets-the-need')] : []),
      ...(options.priceBook === undefined ? [warning('prices-are-the-guides')] : []),
    ].map((w) => ({ code: w.code })),
  };
}

function withAgreement(plan: LocalPlan, fired: readonly GuideRule[]): LocalPlan {
  const ids = (agrees: boolean): string[] =>
    fired.filter((rule) => follows(plan, rule) === agrees).map((rule) => rule.id);
  return { ...plan, followsRules: ids(true), againstRules: ids(false) };
}

const SEVERITY: readonly Met[] = ['yes', 'uncertain', 'unknown', 'no'];

const metOf = (plan: LocalPlan, id: string): Met =>
  plan.requirements.find((r) => r.id === id)?.met ?? 'unknown';

const worst = (plan: LocalPlan): Met =>
  plan.requirements.reduce<Met>(
    (seen, r) => (SEVERITY.indexOf(r.met) > SEVERITY.indexOf(seen) ? r.met : seen),
    'yes',
  );

/** Order of plans: the sentence in the docstring of `recommend`, as a comparison. */
function ranking(need: Need, fired: readonly GuideRule[]): (a: LocalPlan, b: LocalPlan) => number {
  const advised = fired.flatMap((r) => r.advice.modelClass ?? []);
  const taskRule = fired.find(
    (r) => r.question === 'workload' && r.advice.modelClass !== undefined,
  );
  const taskClasses = taskRule?.advice.modelClass ?? advised;
  const accuracyRank = (plan: LocalPlan): number => {
    if (metOf(plan, 'accuracy') === 'yes') return 0;
    if (metOf(plan, 'accuracy') === 'uncertain') return 1;
    if (taskClasses.includes(plan.modelClass)) return 2;
    const least = Math.min(...taskClasses.map(classRank));
    return classRank(plan.modelClass) > least ? 3 : 4;
  };
  const keys = (plan: LocalPlan): readonly number[] => [
    plan.requirements.filter((r) => r.met === 'no').length,
    accuracyRank(plan),
    SEVERITY.indexOf(metOf(plan, 'latency')),
    SEVERITY.indexOf(metOf(plan, 'budget')),
    plan.cost === undefined ? Number.MAX_VALUE : middleOf(plan.cost.horizon),
    // At one price: more agreement with the guide, then the shorter wait.
    -plan.followsRules.length,
    need.latency.of === 'ttft' ? plan.ttftMs.estimate.center : plan.e2eMs.estimate.center,
  ];
  return (a, b) => {
    const kb = keys(b);
    const difference = keys(a)
      .map((v, i) => v - (kb[i] ?? 0))
      .find((d) => d !== 0);
    return difference ?? (a.id < b.id ? -1 : 1);
  };
}

function cloudPlan(need: Need, fired: readonly GuideRule[], api: ApiPrice | undefined): CloudPlan {
  const cnyPerCall = apiCallCny(api ?? ASSUMED_API, need.tokens.input, need.tokens.output);
  const calls = need.users.callsPerMonth;
  const speaks = fired.filter((r) => r.advice.deployment !== undefined);
  const agrees = (r: GuideRule): boolean => r.advice.deployment?.includes('cloud') === true;
  return {
    kind: 'cloud',
    id: 'cloud-api',
    cnyPerCall,
    ...(calls === undefined ? {} : { cnyPerYear: cnyPerCall * calls * 12 }),
    origin: {
      kind: 'assumed',
      because: api === undefined ? 'typical-api-price' : 'given-api-price',
    },
    followsRules: speaks.filter(agrees).map((r) => r.id),
    againstRules: speaks.filter((r) => !agrees(r)).map((r) => r.id),
    warnings: [{ code: 'cloud-latency-and-accuracy-not-measured' }],
  };
}
