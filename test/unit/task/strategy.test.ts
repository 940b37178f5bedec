import { describe, expect, it } from 'vitest';
import type { ToolCall, WorkbookContent } from '../../../src/base/index.ts';
import { scenarioSchema } from '../../../src/spec/index.ts';
import {
  estimateTokens,
  serialiseTables,
  shardTables,
  sheetTables,
  type TaskAnswer,
  taskRunFor,
} from '../../../src/task/index.ts';

const task = {
  id: 't',
  category: 'c',
  question: 'How many?',
  answer: { kind: 'number', value: 1 },
} as const;
const scenario = scenarioSchema.parse({
  id: 's',
  title: 's',
  kind: 'excel',
  language: 'en',
  data: { workbook: 'x.xlsx' },
  tasks: [task],
});
const workbook: WorkbookContent = {
  sheets: ['A', 'B'].map((name) => ({
    name,
    hidden: false,
    merges: [],
    hiddenColumns: [],
    rows: [
      [
        { kind: 'text', text: 'k' },
        { kind: 'text', text: 'v' },
      ],
      ...Array.from({ length: 60 }, (_, i) => [
        { kind: 'text' as const, text: `${name}${i};` },
        { kind: 'number' as const, number: i },
      ]),
    ],
  })),
};
const answer = (text: string, toolCalls: readonly ToolCall[] = []): TaskAnswer => ({
  completed: true,
  text,
  toolCalls,
});
const failed: TaskAnswer = { completed: false, text: '', toolCalls: [] };
const call: ToolCall = { id: 'c1', name: 'query', arguments: '{"sql":"select 1"}' };

describe('chunked', () => {
  it('puts each data row into exactly one shard and repeats the header', () => {
    const shards = shardTables(sheetTables(workbook), 'markdown', 120);
    // 60 rows a sheet of about 13 characters: 200 tokens and more a sheet, so at least two shards each.
    expect(shards.length).toBeGreaterThanOrEqual(4);
    for (const tables of shards)
      expect(estimateTokens(serialiseTables(tables, 'markdown'))).toBeLessThanOrEqual(120);
    const texts = shards.map((tables) => serialiseTables(tables, 'markdown'));
    for (let i = 0; i < 60; i++)
      for (const name of ['A', 'B'])
        expect(texts.filter((text) => text.includes(`| ${name}${i}; |`))).toHaveLength(1);
    for (const text of texts) expect(text).toContain('| k | v |');
  });

  it('asks every shard, then answers from the notes', () => {
    const run = taskRunFor({ scenario, task, strategy: 'chunked', workbook, shardTokens: 200 });
    const map = run.next({ kind: 'start' });
    if (map.kind !== 'send') throw new Error('send expected');
    expect(map.prompts.length).toBeGreaterThanOrEqual(2);
    const reduce = run.next({
      kind: 'answers',
      answers: map.prompts.map((_, i) => answer(`note-${i}`)),
    });
    if (reduce.kind !== 'send') throw new Error('send expected');
    const text = reduce.prompts[0]?.messages.at(-1)?.content ?? '';
    for (const i of map.prompts.keys()) expect(text).toContain(`note-${i}`);
    expect(run.next({ kind: 'answers', answers: [answer('{"answer": 1}')] })).toEqual({
      kind: 'done',
    });
  });

  it('ends without an answer when a shard failed', () => {
    const run = taskRunFor({ scenario, task, strategy: 'chunked', workbook, shardTokens: 200 });
    const map = run.next({ kind: 'start' });
    if (map.kind !== 'send') throw new Error('send expected');
    const answers = map.prompts.map((_, i) => (i === 1 ? failed : answer('x')));
    expect(run.next({ kind: 'answers', answers })).toEqual({ kind: 'done', why: 'shard-failed' });
  });

  it('is inline where the data fits one shard', () => {
    const run = taskRunFor({ scenario, task, strategy: 'chunked', workbook, shardTokens: 1e6 });
    const step = run.next({ kind: 'start' });
    expect(step.kind === 'send' && step.prompts).toHaveLength(1);
    expect(run.next({ kind: 'answers', answers: [answer('x')] })).toEqual({ kind: 'done' });
  });
});

describe('agent', () => {
  const limits = { maxTurns: 3, maxToolCalls: 4, maxTokens: 1000 };
  const start = () => taskRunFor({ scenario, task, strategy: 'agent', agent: limits });

  it('runs the tools it calls and ends with the first answer that calls none', () => {
    const run = start();
    const first = run.next({ kind: 'start' });
    expect(first.kind === 'send' && first.prompts[0]?.tools?.map((t) => t.name)).toEqual([
      'list_sheets',
      'describe',
      'query',
    ]);
    expect(run.next({ kind: 'answers', answers: [answer('', [call])] })).toEqual({
      kind: 'tool',
      calls: [call],
    });
    const second = run.next({
      kind: 'tools',
      results: [{ id: 'c1', content: '1 row', elapsedMs: 1 }],
    });
    if (second.kind !== 'send') throw new Error('send expected');
    expect(second.prompts[0]?.messages.slice(-2)).toEqual([
      { role: 'assistant', content: '', toolCalls: [call] },
      { role: 'tool', content: '1 row', toolCallId: 'c1' },
    ]);
    expect(run.next({ kind: 'answers', answers: [answer('{"answer": 1}')] })).toEqual({
      kind: 'done',
    });
  });

  it('is stopped at its turns', () => {
    const run = start();
    let step = run.next({ kind: 'start' });
    let turns = 0;
    while (step.kind !== 'done') {
      if (step.kind === 'send') {
        turns++;
        step = run.next({ kind: 'answers', answers: [answer('', [call])] });
      } else step = run.next({ kind: 'tools', results: [{ id: 'c1', content: '', elapsedMs: 0 }] });
    }
    expect({ turns, step }).toEqual({ turns: 3, step: { kind: 'done', why: 'max-turns' } });
  });

  it('is stopped at its tool calls and at its tokens', () => {
    const many = start();
    many.next({ kind: 'start' });
    expect(many.next({ kind: 'answers', answers: [answer('', Array(5).fill(call))] })).toEqual({
      kind: 'done',
      why: 'max-tool-calls',
    });
    const dear = start();
    dear.next({ kind: 'start' });
    const answers = [{ ...answer('', [call]), promptTokens: 900, outputTokens: 101 }];
    expect(dear.next({ kind: 'answers', answers })).toEqual({ kind: 'done', why: 'max-tokens' });
  });

  it('ends when a turn failed', () => {
    const run = start();
    run.next({ kind: 'start' });
    expect(run.next({ kind: 'answers', answers: [failed] })).toEqual({
      kind: 'done',
      why: 'turn-failed',
    });
  });
});

it('multi-turn shows the data first and asks in the same conversation', () => {
  const run = taskRunFor({ scenario, task, strategy: 'multi-turn', workbook });
  const first = run.next({ kind: 'start' });
  if (first.kind !== 'send') throw new Error('send expected');
  expect(first.prompts[0]?.messages.at(-1)?.content).not.toContain(task.question);
  const second = run.next({ kind: 'answers', answers: [answer('two sheets')] });
  if (second.kind !== 'send') throw new Error('send expected');
  expect(second.prompts[0]?.messages.map((m) => m.role)).toEqual([
    'system',
    'user',
    'assistant',
    'user',
  ]);
});
