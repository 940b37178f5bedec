import type { Suite } from '../../load/index.ts';
import { type LoadPoint, loadPoints, type Plan, type Scenario } from '../../spec/index.ts';
import { taskList } from '../../task/index.ts';

/** The suites of a plan in schedule order: scenario, then strategy, then serialisation. */
export function suitesOf(plan: Plan, scenarios: readonly Scenario[]): Suite[] {
  return scenarios.flatMap((scenario) => {
    const tasks = taskList(scenario).map((t) => t.id);
    if (scenario.kind === 'synthetic') {
      return [{ scenario: scenario.id, strategy: scenario.strategy, tasks }];
    }
    const strategies = plan.strategies ?? [scenario.strategy];
    // A serialisation is a way to write sheets; a scenario without a workbook has none.
    const sheets = scenario.data !== undefined && 'workbook' in scenario.data;
    const ways = sheets ? (plan.serialisations ?? [scenario.serialisation]) : [undefined];
    return strategies.flatMap((strategy) =>
      ways.map((serialisation) => ({
        scenario: scenario.id,
        strategy,
        ...(serialisation === undefined ? {} : { serialisation }),
        tasks,
      })),
    );
  });
}

/** Task runs planned for one endpoint, suite and load point over all repeats; absent where time ends them. */
export function plannedTaskRuns(
  plan: Plan,
  suite: Suite,
  loadPoint: LoadPoint,
): number | undefined {
  if (plan.durationS !== undefined) return undefined;
  if (plan.requests === undefined && (loadPoint.kind === 'ramp' || loadPoint.kind === 'trace')) {
    return undefined;
  }
  const items = Math.min(plan.items ?? suite.tasks.length, suite.tasks.length);
  return (plan.requests ?? items * plan.epochs) * plan.repeats;
}

/** Load points of the plan, after `--only` or similar narrowing has been done by the caller. */
export const ladderOf = (plan: Plan): LoadPoint[] => loadPoints(plan.load);
