import type { Finding } from '../parse/finding.ts';
import type { Plan } from '../plan.ts';
import type { Scenario } from '../scenario.ts';

/** Strategies of a plan that one of its scenarios cannot be run with; paths are the plan's. */
export function checkPlanAgainstScenarios(plan: Plan, scenarios: readonly Scenario[]): Finding[] {
  return (plan.strategies ?? []).flatMap((strategy, i) =>
    scenarios
      .filter((scenario) => !suits(strategy, scenario))
      .map((scenario) => ({
        path: ['strategies', i],
        expected: `a strategy that ${scenario.id} can be run with`,
        seen: strategy,
        hint:
          strategy === 'agent'
            ? 'an agent needs a workbook or a database'
            : `${strategy} cuts a workbook into pieces, and ${scenario.id} has none`,
      })),
  );
}

function suits(strategy: string, scenario: Scenario): boolean {
  if (strategy === 'inline') return true;
  if (scenario.kind === 'synthetic' || scenario.data === undefined) return false;
  return 'workbook' in scenario.data || (strategy === 'agent' && 'engine' in scenario.data);
}
