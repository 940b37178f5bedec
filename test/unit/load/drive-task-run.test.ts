import { describe, expect, it } from 'vitest';
import { contentHash, ms } from '../../../src/base/index.ts';
import { type ScheduledTaskRun, saltOf } from '../../../src/load/index.ts';
import type { TaskEvent, TaskRun, TaskStep } from '../../../src/task/index.ts';
import { bench, scheduleFor, turns } from '../../support/load/bench.ts';

const one = { endpoints: ['a'] };
const alone = { kind: 'closed', concurrency: 1 };
const single = scheduleFor(alone, { requests: 1 }, one);
const prompt = (content: string) => ({ messages: [{ role: 'user' as const, content }] });

/** A machine that follows a script and keeps what it was told. */
function scripted(steps: readonly TaskStep[]): TaskRun & { events: TaskEvent[] } {
  const events: TaskEvent[] = [];
  return {
    events,
    next(event) {
      events.push(event);
      return steps[events.length - 1] ?? { kind: 'done' };
    },
  };
}

describe('a task run', () => {
  it('of several prompts in one step sends them one after the other; the last request is final', async () => {
    const machine = scripted([
      { kind: 'send', prompts: [prompt('shard 1'), prompt('shard 2')] },
      { kind: 'send', prompts: [prompt('reduce')] },
    ]);
    const b = bench({ schedule: single, machine: () => ({ run: machine }) });
    await b.clock.settle(b.running.ended);
    expect(b.records.map((r) => [r.turn, r.final, r.sentMs])).toEqual([
      [0, false, 0],
      [1, false, 100],
      [2, true, 200],
    ]);
    expect(machine.events.map((e) => (e.kind === 'answers' ? e.answers.length : e.kind))).toEqual([
      'start',
      2,
      1,
    ]);
  });

  it('that ends at a step of several prompts still has one final record', async () => {
    const machine = scripted([{ kind: 'send', prompts: [prompt('1'), prompt('2')] }]);
    const b = bench({ schedule: single, machine: () => ({ run: machine }) });
    await b.clock.settle(b.running.ended);
    expect(b.records.map((r) => r.final)).toEqual([false, true]);
  });

  it('notes the time of its tools before the next request', async () => {
    const call = { id: 'c1', name: 'query', arguments: '{}' };
    const machine = scripted([
      { kind: 'send', prompts: [prompt('ask')] },
      { kind: 'tool', calls: [call, call] },
      { kind: 'send', prompts: [prompt('again')] },
    ]);
    const toolBox = { call: async () => ({ id: 'c1', content: '3 rows', elapsedMs: 12 }) };
    const b = bench({ schedule: single, machine: () => ({ run: machine, toolBox }) });
    await b.clock.settle(b.running.ended);
    expect(b.records.map((r) => [r.toolMs, r.final])).toEqual([
      [undefined, false],
      [24, true],
    ]);
    expect(machine.events[2]).toMatchObject({
      kind: 'tools',
      results: [{ content: '3 rows' }, {}],
    });
  });

  it('that ends after a tool call is closed by a record that says why', async () => {
    const machine = scripted([
      { kind: 'send', prompts: [prompt('ask')] },
      { kind: 'tool', calls: [] },
      { kind: 'done', why: 'max-tool-calls' },
    ]);
    const toolBox = { call: () => Promise.reject(new Error('not asked')) };
    const b = bench({ schedule: single, machine: () => ({ run: machine, toolBox }) });
    await b.clock.settle(b.running.ended);
    expect(b.records.map((r) => r.final)).toEqual([false, true]);
    expect(b.records[1]?.outcome).toMatchObject({ kind: 'failed', code: 'max-tool-calls' });
    expect(b.records[1]?.sentMs).toBeUndefined();
  });

  it('past its deadline sends no further turn', async () => {
    const b = bench({
      schedule: single,
      law: () => ({ ms: 700 }),
      machine: (r) => ({ run: turns(r, 5) }),
      options: { timeoutS: 1 },
    });
    await b.clock.settle(b.running.ended);
    // Turns at 0 and 700; at 1400 the second is over.
    expect(b.records.map((r) => [r.sentMs, r.final])).toEqual([
      [0, false],
      [700, false],
      [undefined, true],
    ]);
    expect(b.records[2]?.outcome).toMatchObject({ stage: 'deadline', code: 'timeout-task' });
  });

  it('is salted before all content when cold; its hash is of the prompt without the salt', async () => {
    const schedule = scheduleFor(alone, { requests: 1 });
    const machine = (_: ScheduledTaskRun) => ({
      run: scripted([{ kind: 'send', prompts: [prompt('Q?')] }]),
    });
    const cold = bench({ schedule, machine });
    await cold.clock.settle(cold.running.ended);
    const pair = [...schedule.blocks()].flatMap((block) => [...block.runs()])[0]?.pair ?? '';
    const salt = saltOf('run', pair);
    for (const endpoint of ['a', 'b']) {
      expect(cold.transports.get(endpoint)?.log[0]?.content).toBe(`[salt ${salt}]\nQ?`);
    }
    for (const r of cold.records) {
      expect(r.salt).toBe(salt);
      expect(r.promptHash).toBe(contentHash('[{"content":"Q?","role":"user"}]'));
    }
    const warm = bench({ schedule, machine, options: { prefixCache: 'warm' } });
    await warm.clock.settle(warm.running.ended);
    expect(warm.transports.get('a')?.log[0]?.content).toBe('Q?');
    expect(warm.records[0]?.salt).toBeUndefined();
  });
});

describe('an interrupt', () => {
  const schedule = scheduleFor({ kind: 'closed', concurrency: 2 }, { requests: 10 }, one);

  it('lets what is in flight end and leaves the rest without a record', async () => {
    const b = bench({ schedule });
    b.clock.schedule(ms(150), () => b.drain.trigger());
    const end = await b.clock.settle(b.running.ended);
    expect(end.reason).toBe('interrupted');
    // Two at 0, two at 100; those end at 200, nothing follows.
    expect(b.records.map((r) => [r.sentMs, r.endMs, r.outcome.kind])).toEqual([
      [0, 100, 'completed'],
      [0, 100, 'completed'],
      [100, 200, 'completed'],
      [100, 200, 'completed'],
    ]);
  });

  it('the second cancels what is in flight, without a final record', async () => {
    const b = bench({ schedule, law: () => ({ ms: 10_000 }) });
    b.clock.schedule(ms(50), () => b.drain.trigger());
    b.clock.schedule(ms(60), () => b.cancel.trigger());
    const end = await b.clock.settle(b.running.ended);
    expect([end.reason, end.atMs]).toEqual(['interrupted', 60]);
    expect(b.records.map((r) => [r.outcome.kind, r.final])).toEqual([
      ['cancelled', false],
      ['cancelled', false],
    ]);
  });

  it('between two turns leaves the task run to be sent again', async () => {
    const b = bench({ schedule: single, machine: (r) => ({ run: turns(r, 3) }) });
    b.clock.schedule(ms(50), () => b.drain.trigger());
    const end = await b.clock.settle(b.running.ended);
    expect(end.reason).toBe('interrupted');
    expect(b.records.map((r) => r.final)).toEqual([false]);
  });

  it('after everything was sent is no interruption', async () => {
    const b = bench({ schedule: single });
    b.clock.schedule(ms(50), () => b.drain.trigger());
    expect((await b.clock.settle(b.running.ended)).reason).toBe('done');
  });
});
