import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../base/index.ts';
import { readManifest, writeAtomic } from '../../edge/files/index.ts';

/** Where baselines lie unless told: beside the project that is measured. */
export const DEFAULT_BASELINES = join('.steelyard', 'baselines');

/** What a comparison reads of a run; reports and pictures can be made again. */
const KEPT = [
  'manifest.json',
  'inputs',
  'segments.jsonl',
  'prompts.jsonl',
  'records.jsonl',
  'telemetry.jsonl',
  'sql-results.jsonl',
  'judgements.jsonl',
  'verdicts.jsonl',
  'summary.json',
];

export const baselineEntrySchema = z.strictObject({
  schema: z.literal('steelyard.baseline/1'),
  name: z.string(),
  runId: z.string(),
  /** When the run began, ISO 8601: the order of the history. */
  startedAt: z.string(),
  planHash: z.string(),
});

export type BaselineEntry = z.output<typeof baselineEntrySchema>;

const NAME = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

/** Copies a run's evidence under the name; the latest run of a name is the baseline, all are its history. */
export function saveBaseline(
  name: string,
  runDirectory: string,
  folder = DEFAULT_BASELINES,
): Result<BaselineEntry> {
  if (!NAME.test(name)) {
    return fail({ file: name, expected: 'a kebab-case name (a-z, 0-9, - and .)', seen: name });
  }
  const manifest = readManifest(runDirectory);
  if (!manifest.ok) return manifest;
  const { runId, startedAt, hashes } = manifest.value;
  const entry: BaselineEntry = {
    schema: 'steelyard.baseline/1',
    name,
    runId,
    startedAt,
    planHash: hashes.plan,
  };
  const target = join(folder, name, runId);
  if (resolve(target) === resolve(runDirectory)) return ok(entry);
  const temporary = `${target}.${process.pid}.tmp`;
  mkdirSync(temporary, { recursive: true });
  for (const part of KEPT) {
    const from = join(runDirectory, part);
    if (existsSync(from)) cpSync(from, join(temporary, part), { recursive: true });
  }
  writeAtomic(join(temporary, 'baseline.json'), `${JSON.stringify(entry, null, 2)}\n`);
  rmSync(target, { recursive: true, force: true });
  renameSync(temporary, target);
  return ok(entry);
}

/** Names in order, each with its runs from the oldest to the latest. */
export function listBaselines(
  folder = DEFAULT_BASELINES,
): { readonly name: string; readonly runs: readonly BaselineEntry[] }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((d) => d.isDirectory())
    .map(({ name }) => ({ name, runs: runsOf(name, folder) }))
    .filter(({ runs }) => runs.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function runsOf(name: string, folder: string): BaselineEntry[] {
  return readdirSync(join(folder, name))
    .flatMap((run): BaselineEntry[] => {
      const file = join(folder, name, run, 'baseline.json');
      if (!existsSync(file)) return [];
      const parsed = baselineEntrySchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
      return parsed.success ? [parsed.data] : [];
    })
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
}

/** The runs of one name, the oldest first, with their folders. */
export function baselineHistory(
  name: string,
  folder = DEFAULT_BASELINES,
): Result<readonly { readonly entry: BaselineEntry; readonly directory: string }[]> {
  const found = listBaselines(folder).find((b) => b.name === name);
  if (found === undefined) {
    const names = listBaselines(folder).map((b) => b.name);
    return fail({
      file: name,
      expected: 'the name of a saved baseline',
      seen: name,
      hint:
        names.length === 0
          ? `none is saved in ${folder}: steelyard baseline save ${name} <run-dir>`
          : `saved are ${names.join(', ')}`,
    });
  }
  return ok(found.runs.map((entry) => ({ entry, directory: join(folder, name, entry.runId) })));
}

/** A run directory as given, or the latest run of a saved baseline of that name. */
export function baselineDirectory(given: string, folder = DEFAULT_BASELINES): Result<string> {
  if (existsSync(join(given, 'manifest.json')) || !NAME.test(given)) return ok(given);
  const history = baselineHistory(given, folder);
  if (!history.ok) return existsSync(given) ? ok(given) : history;
  return ok(history.value.at(-1)?.directory ?? given);
}
