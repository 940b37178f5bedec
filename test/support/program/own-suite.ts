import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import {
  type AnswerKey,
  answerKeySchema,
  type GradedScenario,
  loadSchema,
  scenarioSchema,
} from '../../../src/spec/index.ts';

/** A folder of its own below the system's temporary one. */
export const newFolder = (name: string): string =>
  mkdtempSync(join(tmpdir(), `steelyard-test-${name}-`));

const number = (i: number): string => String(i).padStart(3, '0');
const questionOf = (i: number): string => `What is the stock of article ${number(i)}?`;

/** A graded scenario of `count` small questions, without data. */
export const suiteOf = (count: number, id = 'stock'): GradedScenario => {
  const scenario = scenarioSchema.parse({
    id,
    title: { en: 'Stock of articles', zh: '商品库存' },
    kind: 'classify',
    language: 'en',
    generation: { maxTokens: 64, temperature: 0, seed: 7 },
    tasks: Array.from({ length: count }, (_, i) => ({
      id: `article-${number(i)}`,
      category: 'stock',
      question: questionOf(i),
      answer: { kind: 'number', value: 1000 + i },
    })),
  });
  if (scenario.kind === 'synthetic') throw new TypeError('a graded scenario');
  return scenario;
};

/** Writes that scenario into `<folder>/scenarios`; gives its file. */
export function writeSuite(folder: string, count: number, id = 'stock'): string {
  mkdirSync(join(folder, 'scenarios'), { recursive: true });
  const file = join(folder, 'scenarios', `${id}.yaml`);
  writeFileSync(file, stringify(suiteOf(count, id)));
  return file;
}

/** What the mock must know to answer that scenario. */
export const keyOf = (count: number, suite = 'stock'): AnswerKey =>
  answerKeySchema.parse({
    schema: 'steelyard.answer-key/1',
    suite,
    language: 'en',
    tasks: Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        `article-${number(i)}`,
        {
          category: 'stock',
          question: questionOf(i),
          right: { kind: 'number', value: 1000 + i },
          wrong: [{ kind: 'number', value: 5000 + i }],
        },
      ]),
    ),
  });

export interface WrittenPlan {
  readonly plan: string;
  readonly fleet: string;
}

/** Writes fleet.yaml and plan.yaml into `folder`. */
export function writePlan(
  folder: string,
  endpoints: readonly Readonly<Record<string, unknown>>[],
  plan: Readonly<Record<string, unknown>>,
): WrittenPlan {
  loadSchema.parse(plan['load']);
  const files = { plan: join(folder, 'plan.yaml'), fleet: join(folder, 'fleet.yaml') };
  writeFileSync(files.fleet, stringify({ endpoints }));
  writeFileSync(files.plan, stringify({ name: 'test', fleet: 'fleet.yaml', ...plan }));
  return files;
}
