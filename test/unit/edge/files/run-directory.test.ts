import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createRunDirectory,
  lockRunDirectory,
  resumeRunDirectory,
  runIdAt,
  writeAtomic,
} from '../../../../src/edge/files/index.ts';
import type { Manifest } from '../../../../src/record/index.ts';
import { recordAt } from './record-at.ts';

let dir = '';
const path = () => join(dir, 'run');
const never = (problem: unknown): void => {
  throw new Error(JSON.stringify(problem));
};
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'steelyard-run-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const manifest: Manifest = {
  schema: 'steelyard.manifest/1',
  runId: 'p-1',
  plan: { name: 'p' },
  fleet: {},
  loadPoints: [],
  seed: 42,
  lang: 'zh',
  hashes: { plan: 'a', schedule: 'b', scenarios: {}, suites: {}, inputs: {} },
  versions: { steelyard: '0.1.0', node: '20.19.0' },
  host: { platform: 'linux', cpus: 2, memoryBytes: 1 },
  transport: 'undici',
  workers: 1,
  startedAt: '2024-11-03T00:00:00.000Z',
  identities: [],
  skipped: [],
  store: 'full',
};

function created() {
  const result = createRunDirectory(path(), never);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

function resumed() {
  const result = resumeRunDirectory(path(), never);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

describe('a run directory', () => {
  it('is named by its plan and the UTC time', () => {
    // 1732190467000 ms: `date -u -d @1732190467` prints Thu Nov 21 12:01:07 UTC 2024.
    expect(runIdAt('poc', 1_732_190_467_000)).toBe('poc-20241121T120107Z');
  });

  it('is refused where the directory holds anything', () => {
    writeFileSync(join(dir, 'other'), '');
    const result = createRunDirectory(dir, never);
    expect(result.ok ? [] : result.problems.map((p) => p.hint)).toEqual([
      'choose another --out, or go on with that run by --resume',
    ]);
  });

  it('keeps what was appended, each prompt once, across a resume', async () => {
    const run = created();
    run.writeManifest(manifest);
    run.records.append(recordAt(0));
    run.records.append(recordAt(1, { final: false, taskRun: 'half' }));
    run.prompts.append({ promptHash: 'h1', messages: [{ role: 'user', content: '各月销售额' }] });
    run.prompts.append({ promptHash: 'h1' });
    run.segments.append({ kind: 'start', segment: 0, wallMs: 5 });
    expect(await run.close()).toEqual([]);

    const { directory, state, manifest: read } = resumed();
    expect(read).toEqual(manifest);
    expect(state.isRecorded('run-0')).toBe(true);
    expect(state.isRecorded('half')).toBe(false);
    expect([state.nextIndex, state.nextSegment, state.recorded, state.requests]).toEqual([
      2, 1, 1, 2,
    ]);
    directory.prompts.append({ promptHash: 'h1' });
    directory.prompts.append({ promptHash: 'h2' });
    await directory.close();
    const prompts = readFileSync(join(path(), 'prompts.jsonl'), 'utf8').trimEnd().split('\n');
    expect(prompts.map((line) => JSON.parse(line).promptHash)).toEqual(['h1', 'h2']);
  });

  it('writes a line within its batch time, without a flush', async () => {
    const run = created();
    run.records.append(recordAt(0));
    while (readFileSync(join(path(), 'records.jsonl')).length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await run.close();
  });

  it('repairs a torn last line and keeps its text', async () => {
    const run = created();
    run.writeManifest(manifest);
    run.records.append(recordAt(0));
    await run.close();
    appendFileSync(join(path(), 'records.jsonl'), '{"index":1,"taskR');
    const { directory, state } = resumed();
    expect(state.torn.map((t) => t.text)).toEqual(['{"index":1,"taskR']);
    expect(state.nextIndex).toBe(1);
    await directory.close();
    expect(readFileSync(join(path(), 'records.torn.jsonl'), 'utf8')).toBe('{"index":1,"taskR\n');
  });

  it('refuses to go on where a line in the middle is wrong, and names it', async () => {
    const run = created();
    run.writeManifest(manifest);
    run.records.append(recordAt(0));
    await run.close();
    appendFileSync(join(path(), 'records.jsonl'), '{"index":"one"}\n');
    const result = resumeRunDirectory(path(), never);
    expect(result.ok ? undefined : result.problems[0]).toMatchObject({
      line: 2,
      path: 'index',
      seen: '"one"',
    });
    expect(existsSync(join(path(), 'run.lock'))).toBe(false);
  });

  it('says that a directory without a manifest is no run', () => {
    const result = resumeRunDirectory(dir, never);
    expect(result.ok ? undefined : result.problems[0]?.hint).toBe('this is no run directory');
  });

  it('keeps an input once, under the hash of its content', async () => {
    const run = created();
    const hash = run.keepInput('fixtures/a.xlsx', Buffer.from('abc'));
    // SHA-256 of "abc", FIPS 180-2 appendix B.1.
    expect(hash).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(readFileSync(join(path(), 'inputs', `${hash}.xlsx`), 'utf8')).toBe('abc');
    await run.close();
  });
});

describe('the lock', () => {
  it('refuses a second writer and names the first', () => {
    const first = lockRunDirectory(dir);
    const second = lockRunDirectory(dir);
    expect(first.ok).toBe(true);
    expect(second.ok ? '' : second.problems[0]?.seen).toContain(`process ${process.pid} on `);
  });

  it('is taken over from a process that is gone', async () => {
    const { hostname } = await import('node:os');
    // Linux pids end at 2^22.
    writeFileSync(join(dir, 'run.lock'), JSON.stringify({ pid: 4_194_305, host: hostname() }));
    expect(lockRunDirectory(dir).ok).toBe(true);
  });

  it('is not taken over from another host', () => {
    writeFileSync(join(dir, 'run.lock'), JSON.stringify({ pid: 4_194_305, host: 'elsewhere' }));
    expect(lockRunDirectory(dir).ok).toBe(false);
  });

  it('is taken over where a crash left it empty', () => {
    writeFileSync(join(dir, 'run.lock'), '');
    expect(lockRunDirectory(dir).ok).toBe(true);
  });
});

describe('an atomic write', () => {
  it('replaces the whole content and leaves no temporary file', () => {
    const file = join(dir, 'summary.json');
    writeAtomic(file, 'long old content');
    writeAtomic(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
  });

  it('leaves the old content where the new cannot be written', () => {
    expect(() => writeAtomic(join(dir, 'no', 'such', 'file'), 'x')).toThrow('ENOENT');
  });
});
