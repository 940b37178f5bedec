import type { RequestRecord, VerdictRecord } from '../../record/index.ts';
import type { SummaryContext } from '../summary/context.ts';
import type { Summary } from '../summary/schema.ts';
import { type RepeatFigures, repeatFigures } from './repeat-figures.ts';
import { type TaskFacts, type TaskRunUnit, taskRunUnits } from './task-run-unit.ts';

/** What a run brings to a comparison: its cells, its task runs item by item, its repeats apart. */
export interface RunUnits {
  readonly summary: Summary;
  readonly units: readonly TaskRunUnit[];
  readonly repeats: RepeatFigures;
  readonly factsOf: (scenario: string, task: string) => TaskFacts | undefined;
}

/** A fold over records beside the summary's own; the summary is joined at the end. */
export function runUnits(
  context: SummaryContext,
  verdicts: ReadonlyMap<string, VerdictRecord>,
  factsOf: RunUnits['factsOf'],
): { add(record: RequestRecord): void; finish(summary: Summary): RunUnits } {
  const tasks = taskRunUnits(context.loadPoints, verdicts, factsOf);
  const repeats = repeatFigures(context);
  return {
    add: (record) => {
      tasks.add(record);
      repeats.add(record);
    },
    finish: (summary) => ({
      summary,
      units: tasks.units(),
      repeats: repeats.finish(),
      factsOf,
    }),
  };
}
