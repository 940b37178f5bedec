import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFleet } from '../../src/mock/index.ts';
import { type LiveFleet, liveFleet } from '../support/program/live-fleet.ts';
import { keyOf, newFolder, writePlan, writeSuite } from '../support/program/own-suite.ts';
import { packageRoot, startSteelyard, steelyard } from '../support/program/steelyard.ts';

const ITEMS = 12;
const derived = [
  'verdicts.jsonl',
  'summary.json',
  'bakeoff.json',
  'latency.hlog',
  'report.html',
  'report.md',
  'summary.csv',
] as const;

/** Where nobody measured: another day, another language, other number formats. */
const elsewhere = {
  TZ: 'Pacific/Kiritimati',
  LANG: 'de_DE.UTF-8',
  LC_ALL: 'de_DE.UTF-8',
  NO_COLOR: '1',
};

describe('grade and report of a run that was moved', () => {
  const folder = newFolder('redo');
  const run = join(folder, 'run');
  let fleet: LiveFleet;

  beforeAll(async () => {
    const files = await readFleet(join(packageRoot, 'fixtures/mock/twins.yaml'));
    const known = files.ok ? Object.values(files.value.keys)[0] : undefined;
    const box = { preset: '8xh100-80g-sxm/vllm-0.10.0/llama-3.1-8b-fp8', law: { timeScale: 0.1 } };
    fleet = await liveFleet(
      [
        { id: 'a', seed: 1, ...box, answers: { accuracy: 0.9 } },
        {
          id: 'b',
          seed: 2,
          ...box,
          answers: { accuracy: 0.6 },
          faults: [{ kind: 'status-500', rate: 0.1 }],
        },
      ],
      [keyOf(ITEMS), ...(known ?? [])],
    );
    writeSuite(folder, ITEMS);
    const { plan } = writePlan(folder, fleet.endpoints, {
      scenarios: ['stock', 'excel-sales-zh', 'sql-retail-en'],
      load: { kind: 'closed', concurrency: [1, 4] },
      items: ITEMS,
      block: 6,
      warmup: { requests: 1 },
      slo: { ttftMs: { p50: 500 } },
      seed: 3,
    });
    const ended = await startSteelyard(['run', plan, '--out', run, '--quiet', '--lang', 'zh'], {
      env: { TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' },
    }).ended;
    expect([0, 4], ended.stderr).toContain(ended.code);
  });
  afterAll(() => fleet.stop());

  const again = async (name: string, without: readonly string[], commands: readonly string[]) => {
    const moved = join(newFolder(name), 'moved');
    cpSync(run, moved, { recursive: true });
    for (const file of without) rmSync(join(moved, file));
    const cwd = join(folder, name);
    mkdirSync(cwd, { recursive: true });
    for (const command of commands) {
      const at = { cwd, env: elsewhere };
      const ended = await startSteelyard([command, moved], at).ended;
      expect(ended.code, ended.stderr).toBe(0);
    }
    return moved;
  };
  const expectSame = (moved: string): void => {
    for (const file of derived) {
      const bytes = readFileSync(join(moved, file));
      expect(bytes.length, file).toBeGreaterThan(100);
      expect(bytes.equals(readFileSync(join(run, file))), `${file} differs`).toBe(true);
    }
  };

  it('write the same bytes in another folder, time zone and locale', async () => {
    const moved = await again('moved', derived, ['grade', 'report']);
    expectSame(moved);
    expect(readdirSync(moved).sort()).toEqual(readdirSync(run).sort());
  });

  it('write the same bytes where every SQL statement is executed anew', async () => {
    expect(existsSync(join(run, 'sql-results.jsonl'))).toBe(true);
    const moved = await again('anew', [...derived, 'sql-results.jsonl'], ['grade']);
    expectSame(moved);
  });

  it('change what they say only by what is asked of them', async () => {
    const moved = await again('lang', [], []);
    const { code } = await steelyard('report', moved, '--lang', 'en', '--quiet');
    expect(code).toBe(0);
    const text = (at: string) => readFileSync(join(at, 'report.md'), 'utf8');
    expect(text(run)).toMatch(/\p{Script=Han}/u);
    expect(text(moved)).not.toBe(text(run));
    const summary = (at: string) => readFileSync(join(at, 'summary.json'), 'utf8');
    expect(summary(moved)).toBe(summary(run));
  });
});
