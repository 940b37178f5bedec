/**
 * Writes the committed scenarios: workbooks and databases from the generator, golden answers from the
 * solver (which reads the written bytes), answer keys for the mock fleet. Run with `npm run
 * scenarios:make`; the same seeds give the same bytes.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { SqlOutcome } from '../src/base/index.ts';
import {
  type SandboxedSqlEngine,
  sandboxedSqlEngine,
  scriptDatabases,
} from '../src/edge/sql/index.ts';
import { writeWorkbook } from '../src/edge/workbook/index.ts';
import { compareSqlOutcomes, verdictKindOf } from '../src/grade/index.ts';
import {
  type Answer,
  type AnswerOf,
  answerKeySchema,
  answerSchema,
  questionFingerprint,
  scenarioSchema,
} from '../src/spec/index.ts';
import {
  excelSuite,
  retailWorkbook,
  sqlSuite,
  starRows,
  starSchema,
} from '../src/task/generate/index.ts';
import { goldSql } from './solver/retail-gold-sql.ts';
import { excelSolver } from './solver/solve-excel.ts';
import { sqlMutants, wrongNeighbours } from './solver/wrong-answers.ts';

export const suiteSeed = 20241;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

interface MadeTask {
  readonly id: string;
  readonly category: string;
  readonly cluster: string;
  readonly difficulty?: 'easy' | 'medium' | 'hard';
  readonly question: string;
  readonly answer: Answer;
  readonly source?: string;
}

await makeExcel('zh');
await makeExcel('en');
await makeSql('zh', 'sqlite');
await makeSql('en', 'duckdb');

async function makeExcel(language: 'zh' | 'en'): Promise<void> {
  const id = `excel-sales-${language}`;
  const suite = excelSuite(suiteSeed, language);
  const file = join(root, 'fixtures/excel', `retail-2024-${language}.xlsx`);
  await write(file, await writeWorkbook(retailWorkbook(suite.facts)));
  const solver = await excelSolver(await readFile(file));
  const { channels, brands, regions } = suite.facts.names;
  const tasks: MadeTask[] = [];
  const wrong = new Map<string, Answer[]>();
  for (const task of suite.tasks) {
    const choices = task.shape.kind === 'choice' ? task.shape.of : undefined;
    const solved = await solver.solve(task.ask, choices);
    const value = typeof solved.value === 'number' ? Number(solved.value.toFixed(6)) : solved.value;
    const answer = answerSchema.parse({ ...task.shape, value });
    const { id: taskId, category, cluster, question } = task;
    tasks.push({ id: taskId, category, cluster, question, answer, source: solved.sql });
    const pool = [channels, brands, regions].find((names) =>
      names.includes([value].flat().map(String)[0] ?? ''),
    );
    wrong.set(task.id, wrongNeighbours(answer, pool ?? []));
  }
  solver.close();
  await writeScenario(
    {
      id,
      title: { en: 'Retail sales analysis on a workbook', zh: '零售销售工作簿分析' },
      kind: 'excel',
      language,
      version: '1',
      data: { workbook: `../fixtures/excel/retail-2024-${language}.xlsx` },
      strategy: 'inline',
      serialisation: 'markdown',
      generation: { maxTokens: 1024, temperature: 0, seed: 7 },
    },
    tasks,
    wrong,
  );
}

async function makeSql(language: 'zh' | 'en', dialect: 'sqlite' | 'duckdb'): Promise<void> {
  const id = `sql-retail-${language}`;
  const suite = sqlSuite(suiteSeed, language);
  const folder = `retail-${language}`;
  const at = (name: string): string => join(root, 'fixtures/sql', folder, name);
  const schema = starSchema(suite.base, dialect);
  const rows = [suite.base, ...suite.instances].map(starRows);
  await write(at('schema.sql'), schema);
  await write(at('rows.sql'), rows[0] ?? '');
  for (const [i, text] of rows.slice(1).entries()) await write(at(`instance-${i + 1}.sql`), text);
  const engine = sandboxedSqlEngine();
  const [base = ''] = scriptDatabases({ engine: dialect, schema, seedData: rows[0] }).map(
    engine.add,
  );
  const tasks: MadeTask[] = [];
  const wrong = new Map<string, Answer[]>();
  for (const task of suite.tasks) {
    const gold = goldSql(task.ask, dialect);
    const answer: AnswerOf<'sql'> = sqlAnswer({
      kind: 'sql',
      gold,
      ...(task.orderBy === undefined ? {} : { orderBy: task.orderBy }),
      ...(task.round === undefined ? {} : { round: task.round }),
    });
    const { id: taskId, category, cluster, difficulty, question } = task;
    tasks.push({ id: taskId, category, cluster, difficulty, question, answer });
    const mutants = await wrongMutants(engine, dialect, base, answer);
    if (mutants.length === 0) throw new Error(`no mutant of ${id}/${taskId} gives other rows`);
    wrong.set(
      taskId,
      mutants.map((sql) => answerSchema.parse({ ...answer, gold: [sql] })),
    );
  }
  await engine.close();
  await writeScenario(
    {
      id,
      title: { en: 'SQL on a retail star schema', zh: '零售星型模型 SQL' },
      kind: 'sql',
      language,
      version: '1',
      data: {
        engine: dialect,
        schema: `../fixtures/sql/${folder}/schema.sql`,
        seedData: `../fixtures/sql/${folder}/rows.sql`,
        instances: suite.instances.map((_, i) => `../fixtures/sql/${folder}/instance-${i + 1}.sql`),
      },
      strategy: 'inline',
      generation: { maxTokens: 1024, temperature: 0, seed: 7 },
    },
    tasks,
    wrong,
  );
}

/** Mutants that the grader takes for wrong by their rows on the base database, three at most. */
async function wrongMutants(
  engine: SandboxedSqlEngine,
  dialect: 'sqlite' | 'duckdb',
  database: string,
  answer: AnswerOf<'sql'>,
): Promise<string[]> {
  const [gold = ''] = answer.gold;
  const statements = [gold, ...sqlMutants(gold)];
  const [right, ...outcomes] = await engine.runAll(
    statements.map((statement) => ({
      dialect,
      database,
      statement,
      rowCap: 5000,
      timeoutMs: 10_000,
    })),
  );
  if (right?.kind !== 'rows' || right.result.rows.length === 0)
    throw new Error(`the gold gives no rows: ${gold} ${JSON.stringify(right)}`);
  const isWrong = (predicted: SqlOutcome): boolean =>
    predicted.kind === 'rows' &&
    predicted.result.rows.length > 0 &&
    verdictKindOf(
      compareSqlOutcomes([{ name: 'base', gold: [right], predicted }], answer).verdict,
    ) === 'incorrect';
  return statements
    .slice(1)
    .filter((_, i) => {
      const predicted = outcomes[i];
      return predicted !== undefined && isWrong(predicted);
    })
    .slice(0, 3);
}

async function writeScenario(
  head: { readonly id: string; readonly language: 'zh' | 'en' } & Readonly<Record<string, unknown>>,
  tasks: readonly MadeTask[],
  wrong: ReadonlyMap<string, Answer[]>,
): Promise<void> {
  const scenario = { ...head, tasks };
  scenarioSchema.parse(scenario);
  const note =
    '# Made by `npm run scenarios:make`; golden answers by scripts/solver, which reads the files named here.\n';
  await write(join(root, 'scenarios', `${head.id}.yaml`), note + yaml(scenario));
  const key = {
    schema: 'steelyard.answer-key/1',
    suite: head.id,
    language: head.language,
    tasks: Object.fromEntries(
      tasks.map((task) => [
        task.id,
        {
          category: task.category,
          question: task.question,
          fingerprint: questionFingerprint(task.question),
          right: task.answer,
          wrong: wrong.get(task.id),
        },
      ]),
    ),
  };
  answerKeySchema.parse(key);
  const warning = '# Read by the mock fleet only.\n';
  await write(join(root, 'fixtures/mock/keys', `${head.id}.yaml`), warning + yaml(key));
  process.stderr.write(`${head.id}: ${tasks.length} tasks\n`);
}

function sqlAnswer(written: object): AnswerOf<'sql'> {
  const answer = answerSchema.parse(written);
  if (answer.kind !== 'sql') throw new Error('an sql answer expected');
  return answer;
}

function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
