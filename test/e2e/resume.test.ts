import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random } from '../../src/base/index.ts';
import { type LiveFleet, liveFleet } from '../support/program/live-fleet.ts';
import { keyOf, newFolder, writePlan, writeSuite } from '../support/program/own-suite.ts';
import { jsonIn, recordsIn } from '../support/program/run-files.ts';
import { startSteelyard, steelyard } from '../support/program/steelyard.ts';

const ITEMS = 120;
const SEED = 20_261_122;
const quick = { timeScale: 0.01 };
/** About 0.2 s a request, so that a kill finds many of them under way. */
const slow = { timeScale: 2, stepOverheadMs: 6 };

/** What one life of the program, ended by kill -9, left behind. */
interface Life {
  /** Requests that the boxes had begun and not ended when the process died. */
  readonly inFlight: number;
  /** Task runs, as box/item, recorded before this life began. */
  readonly recordedBefore: ReadonlySet<string>;
  /** The same that this life sent, but for its preflight. */
  readonly sent: readonly string[];
}

describe('a run that is killed and resumed', () => {
  let fleet: LiveFleet;
  let uninterrupted: readonly string[];
  const draws = random(SEED).stream('kills');

  const planned = (load: object) => {
    const folder = newFolder('resume');
    writeSuite(folder, ITEMS);
    const { plan } = writePlan(folder, fleet.endpoints, {
      scenarios: ['stock'],
      load,
      block: 60,
      warmup: { requests: 0 },
      seed: 5,
    });
    return { plan, out: join(folder, 'run') };
  };
  const identities = (directory: string): string[] =>
    recordsIn(directory)
      .filter((r) => r.final)
      .map((r) => r.taskRun);
  // One load point, one epoch and no warm-up: box and item name a task run.
  const recorded = (directory: string): string[] =>
    recordsIn(directory).map((r) => `${r.endpoint} stock/${r.task}`);
  const logged = async (): Promise<readonly string[][]> =>
    Promise.all(
      fleet.boxes.map(async ({ id }) => (await fleet.log(id)).map((e) => `${id} ${e.task}`)),
    );
  const inFlight = async (): Promise<number> => {
    const logs = await Promise.all(fleet.boxes.map(({ id }) => fleet.log(id)));
    return logs.flat().filter((e) => e.outcome === undefined && e.doneMs === undefined).length;
  };
  const allSlow = (law: object): Promise<unknown> =>
    Promise.all(fleet.boxes.map(({ id }) => fleet.change(id, { law })));

  beforeAll(async () => {
    const box = { preset: '8xh100-80g-sxm/vllm-0.10.0/llama-3.1-8b-fp8', law: quick };
    fleet = await liveFleet(
      [
        { id: 'a', ...box, answers: { accuracy: 0.9, shapes: ['json'] } },
        { id: 'b', ...box, answers: { accuracy: 0.8, shapes: ['json'] } },
      ],
      [keyOf(ITEMS)],
    );
    const { plan, out } = planned({ kind: 'closed', concurrency: [12] });
    const { code, stderr } = await steelyard('run', plan, '--out', out, '--quiet');
    expect([0, 4], stderr).toContain(code);
    uninterrupted = identities(out).sort();
    await allSlow(slow);
  });
  afterAll(() => fleet.stop());

  /** Starts or resumes, waits until `more` records are there and `busy` requests under way, kills. */
  async function live(plan: string, out: string, more: number, busy: number): Promise<Life> {
    const recordedBefore = new Set(recorded(out));
    const before = await logged();
    const { child, ended } = startSteelyard([
      ...['run', plan, '--quiet'],
      ...(existsSync(join(out, 'manifest.json')) ? ['--resume', out] : ['--out', out]),
    ]);
    let gone = false;
    void ended.then(() => {
      gone = true;
    });
    const target = recordedBefore.size + more;
    let under = 0;
    for (;;) {
      const done = recordsIn(out).length;
      under = await inFlight();
      if (gone || (done >= target && under >= busy)) break;
      await setTimeout(5);
    }
    child.kill('SIGKILL');
    const { code, stderr } = await ended;
    expect(code, `ended by itself: ${stderr}`).toBeNull();
    const sent = (await logged()).flatMap((box, i) => box.slice((before[i]?.length ?? 0) + 1));
    return { inFlight: under, recordedBefore, sent };
  }

  async function lastLife(plan: string, out: string): Promise<Life> {
    const recordedBefore = new Set(recorded(out));
    const before = await logged();
    const { code, stderr } = await steelyard('run', plan, '--resume', out, '--quiet');
    expect([0, 4], stderr).toContain(code);
    const sent = (await logged()).flatMap((box, i) => box.slice((before[i]?.length ?? 0) + 1));
    return { inFlight: 0, recordedBefore, sent };
  }

  function checked(out: string, lives: readonly Life[]): void {
    expect(identities(out).sort()).toEqual(uninterrupted);
    for (const { sent, recordedBefore } of lives) {
      expect(sent.filter((id) => recordedBefore.has(id))).toEqual([]);
      expect(new Set(sent).size).toBe(sent.length);
    }
    const records = recordsIn(out);
    expect(records).toHaveLength(2 * ITEMS);
    expect(new Set(records.map((r) => r.index)).size).toBe(2 * ITEMS);
    // All that was planned was sent, and some of it again: the kills did cut requests off.
    const sendings = lives.flatMap(({ sent }) => sent);
    expect(new Set(sendings)).toEqual(new Set(recorded(out)));
    expect(sendings.length).toBeGreaterThan(2 * ITEMS);
    expect(jsonIn(out, 'manifest.json')).toMatchObject({ ended: 'done' });
  }

  it.each([
    ['closed loop', { kind: 'closed', concurrency: [12] }],
    ['open loop', { kind: 'poisson', ratePerS: [60] }],
  ] as const)('sends in a %s what is not recorded, and nothing else', async (_, load) => {
    const { plan, out } = planned(load);
    const lives: Life[] = [];
    for (let kill = 0; kill < 5; kill++) {
      // Two of the five at any moment, from before the first record on; three with many under way.
      const busy = kill % 2 === 0 ? 8 : 0;
      lives.push(await live(plan, out, draws.integer(kill === 1 ? 0 : 1, 25), busy));
      // The machine may die in the middle of a line as well.
      if (kill === 2) appendFileSync(join(out, 'records.jsonl'), '{"index":99999,"taskRun":"torn');
    }
    expect(lives.filter((l) => l.inFlight >= 8).length).toBeGreaterThanOrEqual(3);
    lives.push(await lastLife(plan, out));
    checked(out, lives);
  });
});
