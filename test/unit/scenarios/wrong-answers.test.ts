import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { wrongNeighbours } from '../../../scripts/solver/wrong-answers.ts';
import { random } from '../../../src/base/index.ts';
import { sandboxedSqlEngine, scriptDatabases } from '../../../src/edge/sql/index.ts';
import { gradeAnswer } from '../../../src/grade/index.ts';
import { answerShapes, renderAnswer } from '../../../src/mock/quality/index.ts';
import { type AnswerKey, answerKeySchema, answerSchema } from '../../../src/spec/index.ts';

const root = new URL('../../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const keyOf = (name: string): AnswerKey =>
  answerKeySchema.parse(parse(textOf(`fixtures/mock/keys/${name}`)));
const names = readdirSync(new URL('fixtures/mock/keys', root));
const excel = names.filter((name) => name.startsWith('excel-'));
const sql = names.filter((name) => name.startsWith('sql-'));

it('every key is of a suite that is checked below', () => {
  expect([...excel, ...sql].sort()).toEqual([...names].sort());
});

it.each(excel)('every wrong answer of %s is graded incorrect in every shape', (name) => {
  const { tasks, language } = keyOf(name);
  const misread = Object.entries(tasks).flatMap(([id, task]) =>
    task.wrong.flatMap((wrong) =>
      answerShapes
        .map((shape) => renderAnswer(wrong, language, [shape], random(1).stream(shape)))
        .filter((text) => gradeAnswer(text, task.right).kind !== 'incorrect')
        .map((text) => `${id}: ${text}`),
    ),
  );
  expect(misread).toEqual([]);
});

it.each(sql)(
  'every wrong statement of %s is graded incorrect by its rows',
  async (name) => {
    const { tasks, language } = keyOf(name);
    const folder = `fixtures/sql/retail-${language}`;
    const dialect = language === 'zh' ? 'sqlite' : 'duckdb';
    const engine = sandboxedSqlEngine({ spares: 0 });
    const [database = ''] = scriptDatabases({
      engine: dialect,
      schema: textOf(`${folder}/schema.sql`),
      seedData: textOf(`${folder}/rows.sql`),
    }).map(engine.add);
    const goldOf = (answer: AnswerKey['tasks'][string]['right']): string =>
      answer.kind === 'sql' ? (answer.gold[0] ?? '') : '';
    const pairs = Object.entries(tasks).flatMap(([id, task]) =>
      task.wrong.map((wrong) => ({ id, right: task.right, statement: goldOf(wrong) })),
    );
    const outcomes = await engine.runAll(
      [...pairs.map((pair) => goldOf(pair.right)), ...pairs.map((pair) => pair.statement)].map(
        (statement) => ({ dialect, database, statement, rowCap: 5000, timeoutMs: 20_000 }),
      ),
    );
    await engine.close();
    const misread = pairs.flatMap(({ id, right, statement }, i) => {
      const gold = outcomes[i];
      const predicted = outcomes[pairs.length + i];
      if (gold === undefined || predicted === undefined) return [`${id}: not run`];
      const { kind, why } = gradeAnswer(`\`\`\`sql\n${statement}\n\`\`\``, right, {
        instances: [{ name: 'base', gold: [gold], predicted }],
      });
      return kind === 'incorrect' ? [] : [`${id}: ${kind}, ${why}: ${statement}`];
    });
    expect(misread).toEqual([]);
  },
  60_000,
);

it('no percentage has a wrong neighbour within its tolerance, near the turning point either', () => {
  // -v - 0.4 equals v at v = -0.2: the neighbourhood where a slip of sign changes nothing.
  for (let v = -1; v <= 1; v += 0.01) {
    const right = answerSchema.parse({ kind: 'percent', value: v, absTol: 0.06 });
    for (const wrong of wrongNeighbours(right, [])) {
      const text = JSON.stringify({ answer: 'value' in wrong ? wrong.value : '' });
      expect([v, text, gradeAnswer(text, right).kind]).toEqual([v, text, 'incorrect']);
    }
  }
});
