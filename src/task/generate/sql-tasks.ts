import { random } from '../../base/index.ts';
import { aggregateTasks, saleThresholdsCents } from './sql-aggregate-tasks.ts';
import { analyticTasks } from './sql-analytic-tasks.ts';
import { sqlContext } from './sql-context.ts';
import { lookupTasks } from './sql-lookup-tasks.ts';
import type { SqlTaskDraft } from './sql-task-draft.ts';
import { type StarFacts, starFacts } from './star-facts.ts';
import { fuzzStar } from './star-fuzz.ts';

/** A generated suite: the base database, further instances of it, and the tasks. */
export interface SqlSuite {
  readonly base: StarFacts;
  readonly instances: readonly StarFacts[];
  readonly tasks: readonly SqlTaskDraft[];
}

/** Database, two fuzzed instances and tasks for a seed. */
export function sqlSuite(seed: number, language: 'zh' | 'en'): SqlSuite {
  const base = starFacts(seed, language);
  return {
    base,
    instances: [1, 2].map((n) => fuzzStar(base, seed * 100 + n, saleThresholdsCents)),
    tasks: sqlTasks(base, seed),
  };
}

/** The tasks over any facts; the same seed asks the same questions of every instance. */
export function sqlTasks(facts: StarFacts, seed: number): readonly SqlTaskDraft[] {
  const context = sqlContext(facts);
  const picks = random(seed).child('sql-tasks');
  return [
    ...lookupTasks(context, picks.stream('lookup')),
    ...aggregateTasks(context, picks.stream('aggregate')),
    ...analyticTasks(context, picks.stream('analytic')),
  ];
}
