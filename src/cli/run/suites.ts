import { canonicalJson, contentHash } from '../../base/index.ts';
import { type ScheduleInput, type Suite, scheduleOf, type TraceArrival } from '../../load/index.ts';
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

/** What decides the schedule of a plan; for a search, whose schedules are made on the way, of no load point. */
export const scheduleInputOf = (
  plan: Plan,
  scenarios: readonly Scenario[],
  endpoints: readonly string[],
  trace?: readonly TraceArrival[],
): ScheduleInput => ({
  plan,
  loadPoints: ladderOf(plan),
  endpoints,
  suites: suitesOf(plan, scenarios),
  ...(trace === undefined ? {} : { trace }),
});

/** The hash that a resume must find again; that of a search covers how it searches. */
export function scheduleHashOf(input: ScheduleInput, { load }: Plan): string {
  const { hash } = scheduleOf(input);
  return load.kind === 'search' ? contentHash(canonicalJson({ search: load, within: hash })) : hash;
}
