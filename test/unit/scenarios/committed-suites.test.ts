import { readFileSync } from 'node:fs';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { goldSql } from '../../../scripts/solver/retail-gold-sql.ts';
import { excelSolver } from '../../../scripts/solver/solve-excel.ts';
import type { SqlOutcome } from '../../../src/base/index.ts';
import {
  type SandboxedSqlEngine,
  sandboxedSqlEngine,
  scriptDatabases,
} from '../../../src/edge/sql/index.ts';
import { readWorkbook, writeWorkbook } from '../../../src/edge/workbook/index.ts';
import {
  answerKeySchema,
  type GradedScenario,
  questionFingerprint,
  scenarioSchema,
} from '../../../src/spec/index.ts';
import {
  excelSuite,
  type PlantedCell,
  retailWorkbook,
  sqlSuite,
  sqlTasks,
  starRows,
  starSchema,
} from '../../../src/task/generate/index.ts';
import { estimateTaskTokens, taskList } from '../../../src/task/index.ts';

/** The seed that scripts/make-scenarios.ts writes the committed suites from. */
const seed = 20241;
const root = new URL('../../../', import.meta.url);
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, root)));
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');
function scenarioOf(id: string): GradedScenario {
  const scenario = scenarioSchema.parse(parse(textOf(`scenarios/${id}.yaml`)));
  if (scenario.kind === 'synthetic') throw new Error('graded expected');
  return scenario;
}

/** Planted against solved: numbers to six decimals, sets without order, all else exactly. */
function agree(a: unknown, b: unknown, unordered: boolean): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));
  const text = (v: unknown): string =>
    JSON.stringify(unordered && Array.isArray(v) ? [...v].map(String).sort() : v);
  return text(a) === text(b);
}

describe.each(['zh', 'en'] as const)('excel-sales-%s', (language) => {
  const scenario = scenarioOf(`excel-sales-${language}`);
  const suite = excelSuite(seed, language);
  const file = `fixtures/excel/retail-2024-${language}.xlsx`;

  it('has at least 40 tasks of every named category, each answer kind of the contract', () => {
    expect(scenario.tasks.length).toBeGreaterThanOrEqual(40);
    expect(new Set(scenario.tasks.map((t) => t.category))).toEqual(
      new Set(['trend', 'growth', 'correlation', 'contribution', 'kpi']),
    );
    expect(new Set(scenario.tasks.map((t) => t.answer.kind))).toEqual(
      new Set(['month', 'number', 'percent', 'choice', 'ranking', 'set', 'text']),
    );
    expect(new Set(scenario.tasks.map((t) => t.id)).size).toBe(scenario.tasks.length);
    expect(new Set(scenario.tasks.map((t) => t.question)).size).toBe(scenario.tasks.length);
  });

  it('asks at least once what has no correlation', () => {
    const none = language === 'zh' ? '无明显相关' : 'none';
    expect(scenario.tasks.some((t) => t.answer.kind === 'choice' && t.answer.value === none)).toBe(
      true,
    );
  });

  it('has the bytes that the generator writes', async () => {
    expect(await writeWorkbook(retailWorkbook(suite.facts))).toEqual(bytesOf(file));
  });

  it('has golden answers that the generator planted', () => {
    const disagreements = scenario.tasks.flatMap((task, i) => {
      const draft = suite.tasks[i];
      const value: unknown = 'value' in task.answer ? task.answer.value : undefined;
      return draft?.question === task.question &&
        agree(draft.planted, value, task.answer.kind === 'set')
        ? []
        : [task.id];
    });
    expect(disagreements).toEqual([]);
  });

  it('one changed cell makes solver and generator disagree', async () => {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(new Uint8Array(bytesOf(file)).buffer);
    // The first month of the first channel: nine times its sales.
    const cell = workbook.worksheets[0]?.getCell('B4');
    if (cell === undefined || typeof cell.value !== 'number') throw new Error('B4 holds no number');
    cell.value *= 9;
    const solver = await excelSolver(new Uint8Array(await workbook.xlsx.writeBuffer()));
    const changed: string[] = [];
    for (const task of suite.tasks) {
      const { value } = await solver.solve(
        task.ask,
        task.shape.kind === 'choice' ? task.shape.of : undefined,
      );
      if (!agree(task.planted, value, task.shape.kind === 'set')) changed.push(task.id);
    }
    solver.close();
    expect(changed).toContain('trend-peak');
    expect(changed).toContain('growth-year');
    // Brands, regions and operations stand on other sheets.
    expect(changed.filter((id) => id.startsWith('kpi') || id.startsWith('correlation'))).toEqual(
      [],
    );
  });

  it('fits a prompt of about one to three thousand tokens', async () => {
    const workbook = await readWorkbook(bytesOf(file), file);
    if (!workbook.ok) throw new Error('unreadable');
    for (const task of taskList(scenario)) {
      const tokens = estimateTaskTokens({ scenario, task, workbook: workbook.value });
      expect(tokens).toBeGreaterThan(900);
      expect(tokens).toBeLessThan(3000);
    }
  });
});

it('generator and solver agree on every answer of further seeds', async () => {
  for (const language of ['zh', 'en'] as const)
    for (const other of [1, 2]) {
      const suite = excelSuite(other, language);
      const solver = await excelSolver(await writeWorkbook(retailWorkbook(suite.facts)));
      for (const task of suite.tasks) {
        const { value } = await solver.solve(
          task.ask,
          task.shape.kind === 'choice' ? task.shape.of : undefined,
        );
        expect([task.id, value, agree(task.planted, value, task.shape.kind === 'set')]).toEqual([
          task.id,
          value,
          true,
        ]);
      }
      solver.close();
    }
});

describe.each([
  ['zh', 'sqlite'],
  ['en', 'duckdb'],
] as const)('sql-retail-%s', (language, dialect) => {
  const scenario = scenarioOf(`sql-retail-${language}`);
  const suite = sqlSuite(seed, language);
  const folder = `fixtures/sql/retail-${language}`;
  const scripts = ['rows.sql', 'instance-1.sql', 'instance-2.sql'].map((name) =>
    textOf(`${folder}/${name}`),
  );
  const instances = [suite.base, ...suite.instances];
  let engine: SandboxedSqlEngine;
  let databases: readonly string[] = [];
  beforeAll(() => {
    engine = sandboxedSqlEngine({ spares: 0 });
    const [seedData = '', ...others] = scripts;
    databases = scriptDatabases({
      engine: dialect,
      schema: textOf(`${folder}/schema.sql`),
      seedData,
      instances: others,
    }).map(engine.add);
  });
  afterAll(() => engine.close());

  const run = (statements: readonly string[], database: string): Promise<readonly SqlOutcome[]> =>
    engine.runAll(
      statements.map((statement) => ({
        dialect,
        database,
        statement,
        rowCap: 5000,
        timeoutMs: 20_000,
      })),
    );

  /** Rows as comparable text: money to four decimals, years as they come, bags sorted. */
  const rowsText = (
    rows: readonly (readonly (PlantedCell | bigint | boolean)[])[],
    ordered: boolean,
  ): readonly string[] => {
    const lines = rows.map((row) =>
      row
        .map((cell) => (typeof cell === 'number' ? String(Number(cell.toFixed(4))) : String(cell)))
        .join(' | '),
    );
    return ordered ? lines : lines.sort();
  };

  it('has at least 40 tasks of three difficulties, and two further instances', () => {
    expect(scenario.tasks.length).toBeGreaterThanOrEqual(40);
    const count = (d: string): number => scenario.tasks.filter((t) => t.difficulty === d).length;
    expect(Math.min(count('easy'), count('medium'), count('hard'))).toBeGreaterThanOrEqual(10);
    const { data } = scenario;
    expect(data !== undefined && 'instances' in data && data.instances).toHaveLength(2);
  });

  it('has the scripts that the generator writes', () => {
    expect(textOf(`${folder}/schema.sql`)).toBe(starSchema(suite.base, dialect));
    expect(scripts).toEqual(instances.map(starRows));
  });

  it('has gold queries that give the planted rows on the base and on both instances', async () => {
    for (const [i, facts] of instances.entries()) {
      const drafts = sqlTasks(facts, seed);
      const golds = scenario.tasks.map((task) =>
        task.answer.kind === 'sql' ? (task.answer.gold[0] ?? '') : '',
      );
      const outcomes = await run(golds, databases[i] ?? '');
      outcomes.forEach((outcome, t) => {
        const draft = drafts[t];
        if (draft === undefined || outcome.kind !== 'rows')
          throw new Error(`${scenario.tasks[t]?.id}: ${JSON.stringify(outcome)}`);
        const ordered = draft.orderBy !== undefined;
        expect([draft.id, rowsText(outcome.result.rows, ordered)]).toEqual([
          draft.id,
          rowsText(draft.planted, ordered),
        ]);
        // A gold that gives no rows tells nothing.
        expect(outcome.result.rows.length).toBeGreaterThan(0);
      });
    }
  }, 60_000);

  it('one changed cell makes gold and planted rows disagree', async () => {
    const changed = (scripts[0] ?? '').replace(
      /\((1,'\d{4}-\d\d-\d\d',\d+,\d+,\w+),\d+,/,
      '($1,777,',
    );
    expect(changed).not.toBe(scripts[0]);
    const [other = ''] = scriptDatabases({
      engine: dialect,
      schema: textOf(`${folder}/schema.sql`),
      seedData: changed,
    }).map(engine.add);
    const index = scenario.tasks.findIndex((task) => task.id === 'net-pieces');
    const [outcome] = await run(goldSql({ template: 'net-pieces', params: {} }, dialect), other);
    const planted = suite.tasks[index]?.planted ?? [];
    expect(outcome?.kind === 'rows' && rowsText(outcome.result.rows, false)).not.toEqual(
      rowsText(planted, false),
    );
  });
});

it.each(['excel-sales-zh', 'excel-sales-en', 'sql-retail-zh', 'sql-retail-en'])(
  'the answer key of %s knows each question, its answer and wrong ones',
  (id) => {
    const scenario = scenarioOf(id);
    const key = answerKeySchema.parse(parse(textOf(`fixtures/mock/keys/${id}.yaml`)));
    expect(key.suite).toBe(id);
    expect(Object.keys(key.tasks)).toEqual(scenario.tasks.map((task) => task.id));
    for (const task of scenario.tasks) {
      const known = key.tasks[task.id];
      expect(known?.question).toBe(task.question);
      expect(known?.fingerprint).toBe(questionFingerprint(task.question));
      expect(known?.right).toEqual(task.answer);
      for (const wrong of known?.wrong ?? []) {
        expect(wrong.kind).toBe(task.answer.kind);
        expect(wrong).not.toEqual(task.answer);
      }
    }
  },
);
