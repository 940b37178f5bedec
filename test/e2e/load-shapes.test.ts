import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Summary } from '../../src/analysis/index.ts';
import type { Manifest, RequestRecord } from '../../src/record/index.ts';
import { type LiveFleet, liveFleet } from '../support/program/live-fleet.ts';
import { newFolder, writePlan } from '../support/program/own-suite.ts';
import { jsonIn, recordsIn } from '../support/program/run-files.ts';
import { steelyard } from '../support/program/steelyard.ts';

const box = { preset: '8xh100-80g-sxm/vllm-0.10.0/llama-3.1-8b-fp8', law: { timeScale: 0.05 } };

const scenario = (id: string, more: string) =>
  `id: ${id}\ntitle: { en: Filler, zh: 填充 }\nkind: synthetic\nlanguage: en\nsynthetic: { inputTokens: 60, outputTokens: 4, items: 10${more} }\n`;

/** Azure's format: the second and third arrival 50 and 150 ms after the first. */
const trace = `TIMESTAMP,ContextTokens,GeneratedTokens
2023-11-16 18:15:46.0000000,100,7
2023-11-16 18:15:46.0500000,200,3
2023-11-16 18:15:46.1500000,50,9
`;

describe('a run of one load shape', () => {
  let fleet: LiveFleet;
  beforeAll(async () => {
    fleet = await liveFleet([
      { id: 'a', ...box },
      { id: 'b', ...box },
    ]);
  });
  afterAll(() => fleet.stop());

  async function run(plan: object, ...flags: string[]) {
    const folder = newFolder('shapes');
    writeFileSync(join(folder, 'filler.yaml'), scenario('filler', ''));
    writeFileSync(join(folder, 'chat.yaml'), scenario('chat', ', turns: 3'));
    writeFileSync(join(folder, 'trace.csv'), trace);
    const written = writePlan(folder, fleet.endpoints, {
      scenarios: ['./filler.yaml'],
      warmup: { requests: 0 },
      ...plan,
    });
    const out = join(folder, 'run');
    const ended = await steelyard('run', written.plan, '--out', out, '--quiet', ...flags);
    // 4: a busy machine makes the client the limit, which is no matter of this test.
    expect([0, 4], ended.stderr).toContain(ended.code);
    const records = recordsIn(out);
    expect(new Set(records.map((r) => r.index)).size).toBe(records.length);
    return { out, records, manifest: jsonIn(out, 'manifest.json') as unknown as Manifest };
  }

  /** Task run -> due time since the first of its block. */
  const offsets = (records: readonly RequestRecord[]): Map<string, number> => {
    const first = new Map<number, number>();
    for (const r of records) {
      first.set(r.block, Math.min(first.get(r.block) ?? Number.POSITIVE_INFINITY, r.dueMs));
    }
    return new Map(records.map((r) => [r.taskRun, r.dueMs - (first.get(r.block) ?? 0)]));
  };

  it('sends the same task runs at the same due times from one worker and from three', async () => {
    const plan = { load: { kind: 'poisson', ratePerS: [100] }, requests: 24, block: 12 };
    const one = await run(plan, '--workers', '1');
    const three = await run(plan, '--workers', '3', '--transport', 'raw');
    expect(three.manifest).toMatchObject({ workers: 3, transport: 'raw' });
    expect(new Set(three.records.map((r) => r.worker))).toEqual(new Set([0, 1, 2]));
    const [a, b] = [offsets(one.records), offsets(three.records)];
    expect([...b.keys()].sort()).toEqual([...a.keys()].sort());
    // Records carry whole microseconds, and both ends of each difference are rounded.
    for (const [id, at] of a) expect(Math.abs((b.get(id) ?? 0) - at)).toBeLessThan(0.003);
  });

  it('replays a trace: its gaps by the speed factor, its prompt and answer lengths', async () => {
    const load = { kind: 'trace', file: 'trace.csv', format: 'azure', speed: 0.5 };
    const { records, manifest } = await run({ load, endpoints: ['a'] });
    const sorted = [...records].sort((x, y) => x.dueMs - y.dueMs);
    const [first] = sorted;
    const at = sorted.map((r) => r.dueMs - (first?.dueMs ?? 0));
    // 50 and 150 ms at half speed.
    expect(at.map((t) => Math.round(t))).toEqual([0, 100, 300]);
    expect(sorted.map((r) => r.outputTokens)).toEqual([7, 3, 9]);
    const [long = 0, longer = 0, short = 0] = sorted.map((r) => r.promptTokens);
    expect(longer).toBeGreaterThan(long);
    expect(long).toBeGreaterThan(short);
    expect(Object.keys(manifest.hashes.inputs)).toContain('trace-trace.csv');
  });

  it('holds conversations: each turn after the think time, with all that was said before', async () => {
    const load = { kind: 'sessions', ratePerS: 20, thinkTimeS: 0.05 };
    const { records } = await run({
      scenarios: ['./chat.yaml'],
      load,
      requests: 4,
      endpoints: ['a'],
    });
    const sessions = grouped(records);
    expect(sessions.size).toBe(4);
    for (const turns of sessions.values()) {
      const ordered = [...turns].sort((x, y) => x.turn - y.turn);
      expect(ordered.map((r) => [r.turn, r.final])).toEqual([
        [0, false],
        [1, false],
        [2, true],
      ]);
      for (const [i, turn] of ordered.entries()) {
        const before = ordered[i - 1];
        if (before === undefined) continue;
        expect(turn.dueMs - (before.endMs ?? 0)).toBeCloseTo(50, 2);
        // The prompt holds the one before it, its answer of 4 tokens, and 60 more of its own.
        expect((turn.promptTokens ?? 0) - (before.promptTokens ?? 0)).toBeGreaterThan(60);
      }
    }
  });

  it('searches, keeps every load that it tested', async () => {
    const load = { kind: 'search', of: 'concurrency', from: 1, to: 4, repeats: 1, stepS: 0.3 };
    const { out, manifest } = await run({ load, slo: { e2eMs: { p50: 60_000 } } });
    const summary = jsonIn(out, 'summary.json') as unknown as Summary;
    expect(manifest.loadPoints).toMatchObject([
      { concurrency: 1 },
      { concurrency: 2 },
      { concurrency: 4 },
    ]);
    expect(summary.search?.map((r) => [r.endpoint, r.state, r.capacityAtSlo])).toEqual([
      ['a', 'at-least', 4],
      ['b', 'at-least', 4],
    ]);
    expect(summary.search?.[0]?.steps.map((s) => s.load)).toEqual([1, 2, 4]);
  });
});

function grouped(records: readonly RequestRecord[]): Map<string, RequestRecord[]> {
  const by = new Map<string, RequestRecord[]>();
  for (const r of records) by.set(r.taskRun, [...(by.get(r.taskRun) ?? []), r]);
  return by;
}
