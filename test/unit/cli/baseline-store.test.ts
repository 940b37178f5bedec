import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  baselineDirectory,
  baselineHistory,
  listBaselines,
  saveBaseline,
} from '../../../src/cli/baseline/baseline-store.ts';
import { encodeManifest, type Manifest } from '../../../src/record/index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steelyard-baselines-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A run directory with a manifest, records and a report. */
function runAt(runId: string, startedAt: string): string {
  const directory = join(folder, 'runs', runId);
  mkdirSync(directory, { recursive: true });
  const manifest: Manifest = {
    schema: 'steelyard.manifest/1',
    runId,
    plan: {},
    fleet: {},
    loadPoints: [],
    seed: 1,
    lang: 'en',
    hashes: { plan: 'p', schedule: 's', scenarios: {}, suites: {}, inputs: {} },
    versions: { steelyard: '0', node: '0' },
    host: { platform: 'x', cpus: 1, memoryBytes: 1 },
    transport: 'undici',
    workers: 1,
    startedAt,
    identities: [],
    skipped: [],
    store: 'full',
  };
  writeFileSync(join(directory, 'manifest.json'), encodeManifest(manifest));
  writeFileSync(join(directory, 'records.jsonl'), '');
  writeFileSync(join(directory, 'report.html'), '<html></html>');
  return directory;
}

const saved = (): string => join(folder, 'saved');

describe('saved baselines', () => {
  it('keep the evidence of a run and not its reports', () => {
    const result = saveBaseline('release', runAt('run-1', '2026-01-01T00:00:00Z'), saved());
    expect(result.ok).toBe(true);
    expect(readdirSync(join(saved(), 'release', 'run-1')).sort()).toEqual([
      'baseline.json',
      'manifest.json',
      'records.jsonl',
    ]);
  });

  it('are the latest run of a name, by when it was measured and not by when it was saved', () => {
    saveBaseline('release', runAt('new', '2026-02-01T00:00:00Z'), saved());
    saveBaseline('release', runAt('old', '2026-01-01T00:00:00Z'), saved());
    const history = baselineHistory('release', saved());
    expect(history.ok && history.value.map((h) => h.entry.runId)).toEqual(['old', 'new']);
    expect(baselineDirectory('release', saved())).toEqual({
      ok: true,
      value: join(saved(), 'release', 'new'),
    });
    expect(listBaselines(saved()).map((b) => [b.name, b.runs.length])).toEqual([['release', 2]]);
  });

  it('may be saved again without becoming two', () => {
    const run = runAt('run-1', '2026-01-01T00:00:00Z');
    saveBaseline('release', run, saved());
    saveBaseline('release', run, saved());
    expect(listBaselines(saved())[0]?.runs).toHaveLength(1);
  });

  it('give way to a run directory of that path, and say what there is when there is neither', () => {
    const run = runAt('run-1', '2026-01-01T00:00:00Z');
    expect(baselineDirectory(run, saved())).toEqual({ ok: true, value: run });
    const missing = baselineDirectory('nothing', saved());
    expect(missing.ok).toBe(false);
    expect(saveBaseline('../escape', run, saved()).ok).toBe(false);
    expect(saveBaseline('release', join(folder, 'nowhere'), saved()).ok).toBe(false);
  });
});
