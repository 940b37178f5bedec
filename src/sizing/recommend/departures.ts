import type { GuideRule } from './guide-rules.ts';
import type { LocalPlan, Recommendation } from './recommendation.ts';
import { follows } from './rule-agreement.ts';

type Departure = Recommendation['departures'][number];

/**
 * Each fired rule that the first plan does not follow, and what overruled it: physics (nothing that
 * follows it fits or is fast enough), a measurement, the price, or only the order of the ranking.
 */
export function departures(
  fired: readonly GuideRule[],
  feasible: readonly LocalPlan[],
  judged: readonly LocalPlan[],
): Departure[] {
  const best = feasible[0];
  return fired.flatMap((rule): Departure[] => {
    // A rule that asks for the cloud is answered by the cloud plan or by privacy, not by a box.
    if (rule.advice.deployment?.every((d) => d === 'cloud') === true) return [];
    if (best !== undefined && follows(best, rule)) return [];
    return [{ rule: rule.id, claims: [...rule.claims], ...causeOf(rule, feasible, judged) }];
  });
}

function causeOf(
  rule: GuideRule,
  feasible: readonly LocalPlan[],
  judged: readonly LocalPlan[],
): Pick<Departure, 'because' | 'detail'> {
  const alternative = feasible.find((plan) => follows(plan, rule));
  if (alternative !== undefined) {
    return {
      because: 'ranking',
      detail: { code: 'feasible-but-ranked-lower', values: { plan: alternative.id } },
    };
  }
  const tried = judged.filter((plan) => follows(plan, rule));
  const nearest = tried[0];
  if (nearest === undefined) return { because: 'physics', detail: { code: 'does-not-fit' } };
  // The requirement that stands against all of them, if one does.
  const blocking = (['memory', 'context', 'accuracy', 'latency', 'budget'] as const).find((id) =>
    tried.every((plan) => plan.requirements.some((r) => r.id === id && r.met === 'no')),
  );
  const why = nearest.requirements.find((r) =>
    blocking === undefined ? r.met === 'no' : r.id === blocking,
  );
  const detail = why?.why ?? { code: 'no-plan-follows-it' };
  const measured = nearest.e2eMs.origin.kind === 'measured';
  switch (why?.id) {
    case 'budget':
      return { because: 'price', detail };
    case 'accuracy':
      return { because: 'measurement', detail };
    case 'latency':
      return { because: measured ? 'measurement' : 'physics', detail };
    default:
      return { because: 'physics', detail };
  }
}
