import { expect, it } from 'vitest';
import { goldSql } from '../../../scripts/solver/retail-gold-sql.ts';
import { excelSolver } from '../../../scripts/solver/solve-excel.ts';
import { sandboxedSqlEngine, scriptDatabases } from '../../../src/edge/sql/index.ts';
import { writeWorkbook } from '../../../src/edge/workbook/index.ts';
import { compareResultSets } from '../../../src/grade/index.ts';
import {
  type AnswerValue,
  excelSuite,
  retailWorkbook,
  sqlSuite,
  sqlTasks,
  starRows,
  starSchema,
} from '../../../src/task/generate/index.ts';

/** Workbooks: 500 seeds in each language, every answer of each. */
it.each(['zh', 'en'] as const)(
  'generator and solver agree on 500 workbooks in %s',
  async (language) => {
    const disagreements: string[] = [];
    for (let seed = 1; seed <= 500; seed++) {
      const suite = excelSuite(seed, language);
      const solver = await excelSolver(await writeWorkbook(retailWorkbook(suite.facts)));
      for (const task of suite.tasks) {
        const choices = task.shape.kind === 'choice' ? task.shape.of : undefined;
        const { value } = await solver.solve(task.ask, choices);
        const unordered = task.shape.kind === 'set';
        if (!agree(task.planted, value, unordered)) disagreements.push(`${seed}/${task.id}`);
      }
      solver.close();
    }
    expect(disagreements).toEqual([]);
  },
);

/** Databases: 15 seeds in each language, in the dialect that its committed suite does not use. */
it.each([
  ['zh', 'duckdb'],
  ['en', 'sqlite'],
] as const)(
  'gold queries and planted rows agree on 15 databases in %s on %s',
  async (language, dialect) => {
    const engine = sandboxedSqlEngine();
    const disagreements: string[] = [];
    for (let seed = 1; seed <= 15; seed++) {
      const suite = sqlSuite(seed, language);
      const schema = starSchema(suite.base, dialect);
      for (const facts of [suite.base, ...suite.instances]) {
        const [database = ''] = scriptDatabases({
          engine: dialect,
          schema,
          seedData: starRows(facts),
        }).map(engine.add);
        const tasks = sqlTasks(facts, seed);
        const outcomes = await engine.runAll(
          suite.tasks.map(({ ask }) => ({
            dialect,
            database,
            statement: goldSql(ask, dialect)[0] ?? '',
            rowCap: 5000,
            timeoutMs: 20_000,
          })),
        );
        outcomes.forEach((outcome, t) => {
          const task = tasks[t];
          const verdict =
            outcome.kind === 'rows' && task !== undefined
              ? compareResultSets({ columns: task.columns, rows: task.planted }, outcome.result)
                  .verdict
              : outcome.kind;
          if (!['exact', 'equivalent', 'vacuous'].includes(verdict))
            disagreements.push(`${seed}/${task?.id}: ${verdict}`);
        });
      }
    }
    await engine.close();
    expect(disagreements).toEqual([]);
  },
);

function agree(a: AnswerValue, b: AnswerValue, unordered: boolean): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));
  const text = (v: AnswerValue): string =>
    JSON.stringify(unordered && Array.isArray(v) ? [...v].sort() : v);
  return text(a) === text(b);
}
