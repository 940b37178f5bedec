import { ok, type Problem, type Result } from '../../base/index.ts';
import type { SandboxedSqlEngine } from '../../edge/sql/index.ts';
import type { PreparedTask, ScheduledTaskRun } from '../../load/index.ts';
import { type Plan, serialisations, strategies } from '../../spec/index.ts';
import {
  generationOf,
  type TaskItem,
  type TaskRunOptions,
  taskList,
  taskRunFor,
} from '../../task/index.ts';
import { type Material, materialOf } from './material.ts';
import type { ScenarioBundle } from './scenario-bundle.ts';

/** A scenario with its data read and its tasks listed: ready to be asked. */
export interface PreparedScenario {
  readonly bundle: ScenarioBundle;
  readonly material: Material;
  readonly tasks: readonly TaskItem[];
  /** The task runner's options for one task under one strategy. */
  optionsFor(task: TaskItem, strategy: string, serialisation?: string): TaskRunOptions;
}

/** Reads every bundle's data; all problems at once. */
export async function prepareScenarios(
  bundles: readonly ScenarioBundle[],
  engine: SandboxedSqlEngine,
  plan: Plan,
): Promise<Result<readonly PreparedScenario[]>> {
  const problems: Problem[] = [];
  const prepared: PreparedScenario[] = [];
  for (const bundle of bundles) {
    const material = await materialOf(bundle, engine);
    if (!material.ok) {
      problems.push(...material.problems);
      continue;
    }
    const { scenario } = bundle;
    prepared.push({
      bundle,
      material: material.value,
      tasks: taskList(scenario),
      optionsFor: (task, strategy, serialisation) => ({
        ...material.value.shown,
        scenario,
        task,
        strategy: strategies.find((s) => s === strategy),
        serialisation: serialisations.find((s) => s === serialisation),
        agent: plan.agent,
      }),
    });
  }
  return problems.length > 0 ? { ok: false, problems } : ok(prepared);
}

/** Makes the driver's `prepare` port of the scenarios: a fresh state machine per task run. */
export function preparePort(
  scenarios: readonly PreparedScenario[],
): (scheduled: ScheduledTaskRun) => PreparedTask {
  const byId = new Map(
    scenarios.map((s) => [
      s.bundle.scenario.id,
      { scenario: s, tasks: new Map(s.tasks.map((t) => [t.id, t])) },
    ]),
  );
  return ({ scenario: id, task: taskId, strategy, serialisation, replays }) => {
    const known = byId.get(id);
    const task = known?.tasks.get(taskId);
    if (known === undefined || task === undefined) {
      throw new RangeError(`the schedule names ${id}/${taskId}, which no scenario holds`);
    }
    const { scenario } = known.scenario.bundle;
    return {
      run: taskRunFor({
        ...known.scenario.optionsFor(task, strategy, serialisation),
        shape: replays,
      }),
      generation: generationOf(scenario, replays),
    };
  };
}
