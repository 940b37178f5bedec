import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bakeoffSchema, type Summary } from '../../src/analysis/index.ts';
import type { SendEntry } from '../../src/mock/index.ts';
import type { RequestRecord } from '../../src/record/index.ts';
import { quantileInterval } from '../../src/stats/index.ts';
import { chatEntries } from '../support/program/live-fleet.ts';
import { newFolder } from '../support/program/own-suite.ts';
import { jsonIn, recordsIn } from '../support/program/run-files.ts';
import { type Ended, startSteelyard } from '../support/program/steelyard.ts';

/** A measurement on a busy machine is taken again, so often in all; one with wrong figures never. */
const ATTEMPTS = 3;

const truthSchema = z.object({
  boxes: z.array(
    z.object({
      id: z.string(),
      settings: z.object({
        answers: z.object({ accuracy: z.record(z.string(), z.number()) }),
      }),
    }),
  ),
});

type BoxEntry = SendEntry & { readonly box: string };

/** A measured request with what the box itself noted of it. */
interface Paired {
  readonly record: RequestRecord;
  readonly entry: BoxEntry;
}

/** One demo with all that both parties wrote. */
interface Demo {
  readonly ended: Ended;
  readonly elapsedMs: number;
  readonly summary: Summary;
  readonly run: string;
  readonly truth: string;
  readonly log: string;
}

async function demo(): Promise<Demo> {
  const folder = newFolder('demo');
  const [run, truth, log] = ['run', 'truth.json', 'log.jsonl'].map((name) => join(folder, name));
  if (run === undefined || truth === undefined || log === undefined) throw new Error('no folder');
  const began = performance.now();
  const args = ['demo', '--out', run, '--truth', truth, '--log', log];
  const ended = await startSteelyard(args).ended;
  const elapsedMs = performance.now() - began;
  return { ended, elapsedMs, summary: jsonIn(run, 'summary.json') as Summary, run, truth, log };
}

/** Every request of the run with its line in the log: of one item on one box, the n-th with the n-th. */
function pairedOf({ run, log }: Demo): readonly Paired[] {
  const entries = chatEntries(readFileSync(log, 'utf8')) as BoxEntry[];
  const byItem = new Map<string, BoxEntry[]>();
  const asked = new Set<string>();
  for (const e of entries.sort((a, b) => a.receivedMs - b.receivedMs)) {
    // The first request of each box is the preflight, which no record holds.
    if (!asked.has(e.box)) {
      asked.add(e.box);
      continue;
    }
    const key = `${e.box} ${e.task}`;
    byItem.set(key, [...(byItem.get(key) ?? []), e]);
  }
  const inOrder = [...recordsIn(run)].sort((a, b) => (a.sentMs ?? 0) - (b.sentMs ?? 0));
  return inOrder.map((record) => {
    const entry = byItem.get(`${record.endpoint} ${record.scenario}/${record.task}`)?.shift();
    if (entry === undefined) throw new Error(`the box knows nothing of request ${record.index}`);
    return { record, entry };
  });
}

const inWindow = (summary: Summary, r: RequestRecord): boolean =>
  r.phase === 'measured' &&
  summary.cells.some(
    (c) =>
      c.endpoint === r.endpoint &&
      c.scenario === r.scenario &&
      c.loadPoint.index === r.loadPoint &&
      c.windows.some((w) => w.segment === r.segment && r.dueMs >= w.startMs && r.dueMs <= w.endMs),
  );

const p50 = (values: readonly number[]) =>
  quantileInterval(
    [...values].sort((a, b) => a - b),
    0.5,
  );

describe("the demo's command line, alone on its machine", () => {
  let last: Demo;
  let measured: readonly Paired[];

  beforeAll(async () => {
    for (let attempt = 1; ; attempt++) {
      last = await demo();
      const limited = last.summary.cells.filter((c) => c.validity.verdict === 'client-limited');
      if (limited.length === 0) break;
      console.info(`attempt ${attempt}: ${limited.length} cells client-limited`);
      if (attempt === ATTEMPTS) break;
    }
    measured = pairedOf(last).filter(({ record }) => inWindow(last.summary, record));
  });

  it('ends well in less than two minutes, every cell valid', () => {
    expect(last.summary.validity.verdict).toBe('valid');
    expect(last.ended.code, last.ended.stderr).toBe(0);
    expect(last.elapsedMs).toBeLessThan(120_000);
  });

  const places = ['box-a', 'box-b', 'box-c'].flatMap((box) => [0, 1].map((at) => ({ box, at })));
  const metrics = {
    TTFT: {
      client: (r: RequestRecord) => (r.firstTokenMs ?? NaN) - (r.sentMs ?? NaN),
      box: (e: SendEntry) => (e.firstTokenMs ?? NaN) - e.receivedMs,
    },
    TPOT: {
      client: (r: RequestRecord) =>
        ((r.lastTokenMs ?? NaN) - (r.firstTokenMs ?? NaN)) / ((r.outputTokens ?? NaN) - 1),
      box: (e: SendEntry) =>
        ((e.lastTokenMs ?? NaN) - (e.firstTokenMs ?? NaN)) / (e.outputTokens - 1),
    },
  };

  it.each(places.flatMap((p) => (['TTFT', 'TPOT'] as const).map((metric) => ({ ...p, metric }))))(
    'measures $metric of $box at load point $at as the box sent it',
    ({ box, at, metric }) => {
      const here = measured.filter((m) => m.record.endpoint === box && m.record.loadPoint === at);
      expect(here.length).toBeGreaterThan(120);
      const { client, box: noted } = metrics[metric];
      const seen = p50(here.map(({ record }) => client(record)));
      const sent = p50(here.map(({ entry }) => noted(entry)));
      expect(Math.abs(seen.center / sent.center - 1)).toBeLessThan(0.05);
      if (seen.lo === undefined || seen.hi === undefined) throw new Error('no interval');
      expect((seen.hi - seen.lo) / 2 / seen.center).toBeLessThan(0.1);
    },
  );

  it('holds each planted accuracy within its interval, and prints the planted ranking', () => {
    const truth = truthSchema.parse(JSON.parse(readFileSync(last.truth, 'utf8')));
    const { ranking } = bakeoffSchema.parse(jsonIn(last.run, 'bakeoff.json'));
    const planted = new Map(
      truth.boxes.map((b) => [b.id, b.settings.answers.accuracy['default'] ?? 0]),
    );
    for (const { endpoint, accuracy } of ranking) {
      if (!('ci95' in accuracy) || accuracy.ci95 === undefined) throw new Error('no interval');
      const [lo, hi] = accuracy.ci95;
      expect(planted.get(endpoint), endpoint).toBeGreaterThanOrEqual(lo);
      expect(planted.get(endpoint), endpoint).toBeLessThanOrEqual(hi);
    }
    const best = [...planted].sort(([, a], [, b]) => b - a).map(([id]) => id);
    expect(ranking.map((r) => [r.endpoint, ...r.rank])).toEqual(
      best.map((id, i) => [id, i + 1, i + 1]),
    );
    const places = best.map((id) => last.ended.stdout.search(new RegExp(`^${id}\\b`, 'm')));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('tells how far it is where there is no terminal, in plain lines', () => {
    expect(last.ended.stderr).toMatch(/box-a .*TTFT p50 .*%/);
    expect(last.ended.stderr).not.toContain('\u001b');
  });
});
