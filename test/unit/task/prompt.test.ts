import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { WorkbookContent } from '../../../src/base/index.ts';
import {
  type GradedScenario,
  scenarioSchema,
  serialisations,
  strategies,
} from '../../../src/spec/index.ts';
import {
  estimateTokens,
  type TaskAnswer,
  type TaskPrompt,
  type TaskRun,
  taskList,
  taskRunFor,
} from '../../../src/task/index.ts';

const committed = (id: string): GradedScenario => {
  const text = readFileSync(new URL(`../../../scenarios/${id}.yaml`, import.meta.url), 'utf8');
  const scenario = scenarioSchema.parse(parse(text));
  if (scenario.kind === 'synthetic') throw new Error('graded expected');
  return scenario;
};

const workbook: WorkbookContent = {
  sheets: [
    {
      name: 'Sales',
      hidden: false,
      merges: [],
      hiddenColumns: [],
      rows: [
        [
          { kind: 'text', text: 'Month' },
          { kind: 'text', text: 'Total' },
        ],
        ...Array.from({ length: 40 }, (_, i) => [
          { kind: 'text' as const, text: `row-${i}` },
          { kind: 'number' as const, number: i },
        ]),
      ],
    },
  ],
};

const answered = (text: string): TaskAnswer => ({ completed: true, text, toolCalls: [] });

/** Plays a task run to its end against a model that says little, and returns every prompt sent. */
function promptsOf(run: TaskRun): readonly TaskPrompt[] {
  const sent: TaskPrompt[] = [];
  let step = run.next({ kind: 'start' });
  for (let i = 0; i < 50 && step.kind === 'send'; i++) {
    sent.push(...step.prompts);
    step = run.next({ kind: 'answers', answers: step.prompts.map(() => answered('noted')) });
  }
  expect(step.kind).toBe('done');
  return sent;
}

describe('prompts', () => {
  it.each([...strategies])(
    'the final prompt of %s holds the question verbatim on its own line',
    (strategy) => {
      const scenario = committed('excel-sales-zh');
      for (const task of taskList(scenario)) {
        const run = taskRunFor({ scenario, task, strategy, workbook, shardTokens: 60 });
        const last = promptsOf(run).at(-1);
        const lines = last?.messages.flatMap((message) => message.content.split('\n')) ?? [];
        expect(lines).toContain(task.question);
      }
    },
  );

  it.each([...serialisations])('the %s serialisation reaches the prompt', (serialisation) => {
    const scenario = committed('excel-sales-en');
    const [task] = taskList(scenario);
    if (task === undefined) throw new Error('no task');
    const [prompt] = promptsOf(taskRunFor({ scenario, task, serialisation, workbook }));
    expect(prompt?.messages.at(-1)?.content).toContain('row-39');
  });

  it('an sql prompt names the dialect, shows the schema and asks for a fenced statement', () => {
    const scenario = committed('sql-retail-en');
    const [task] = taskList(scenario);
    if (task === undefined) throw new Error('no task');
    const schemaDdl = 'CREATE TABLE t (a INTEGER);';
    const [prompt] = promptsOf(taskRunFor({ scenario, task, schemaDdl }));
    const text = prompt?.messages.at(-1)?.content ?? '';
    expect(text).toContain('DuckDB');
    expect(text).toContain(schemaDdl);
    expect(text).toMatch(/```sql fenced block/);
  });

  it('a choice lists its options and a percentage says what 12.5 means', () => {
    const scenario = committed('excel-sales-en');
    const text = (kind: string): string => {
      const task = taskList(scenario).find((t) => t.answer?.kind === kind);
      if (task === undefined) throw new Error(`no ${kind}`);
      return promptsOf(taskRunFor({ scenario, task, workbook }))[0]?.messages.at(-1)?.content ?? '';
    };
    expect(text('choice')).toContain('Q1 | Q2 | Q3 | Q4');
    expect(text('percent')).toContain('12.5 means 12.5%');
    expect(text('month')).toContain('{"answer": "YYYY-MM"}');
  });
});

describe('synthetic load', () => {
  const scenario = scenarioSchema.parse({
    id: 'grid',
    title: 'grid',
    kind: 'synthetic',
    language: 'en',
    synthetic: { inputTokens: 2048, outputTokens: 256, items: 20 },
  });
  const prompts = taskList(scenario).map((task) => {
    const [prompt] = promptsOf(taskRunFor({ scenario, task }));
    return prompt?.messages[0]?.content ?? '';
  });

  it('has the asked number of tokens by the stated estimate', () => {
    // 4 tokens of overhead for the one message; ceil(chars / 4) may add one.
    for (const text of prompts)
      expect(Math.abs(estimateTokens(text) + 4 - 2048)).toBeLessThanOrEqual(1);
  });

  it('shares no prefix between items beyond their common name', () => {
    const heads = prompts.map((text) => text.slice(0, 'filler-0001'.length));
    expect(new Set(heads).size).toBe(20);
  });

  it('is the same text each time', () => {
    const [task] = taskList(scenario);
    if (task === undefined) throw new Error('no task');
    expect(promptsOf(taskRunFor({ scenario, task }))[0]?.messages[0]?.content).toBe(prompts[0]);
  });
});

it('token estimates count four Latin characters or one and a half CJK characters a token', () => {
  expect(estimateTokens('abcdefgh')).toBe(2); // 8 / 4
  expect(estimateTokens('销售额')).toBe(2); // 3 / 1.5
  expect(estimateTokens('销售额abcd')).toBe(3); // 3 / 1.5 + 4 / 4
});
