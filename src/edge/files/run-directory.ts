import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { contentHash, fail, ok, type Problem, type Result } from '../../base/index.ts';
import {
  decodeManifest,
  encodeManifest,
  type LineCodec,
  type Manifest,
  type PromptRecord,
  type RequestRecord,
  requestRecordCodec,
  type SegmentEvent,
  segmentEventCodec,
  type TelemetrySample,
  telemetrySampleCodec,
} from '../../record/index.ts';
import { type AppendSink, appendSink } from './append-sink.ts';
import { promptSink } from './prompt-sink.ts';
import { type ResumeState, resumeState } from './resume-state.ts';
import { lockRunDirectory, type Unlock } from './run-lock.ts';
import { writeAtomic } from './write-atomic.ts';

/** A run directory that this process writes; it holds the lock until `close`. */
export interface RunDirectory {
  readonly path: string;
  readonly records: AppendSink<RequestRecord>;
  readonly prompts: AppendSink<PromptRecord>;
  readonly segments: AppendSink<SegmentEvent>;
  readonly telemetry: AppendSink<TelemetrySample>;
  writeManifest(manifest: Manifest): void;
  /** Keeps a file under inputs/ by its content; returns its SHA-256. Never to be given an answer-key file. */
  keepInput(name: string, content: Uint8Array): string;
  /** Flushes and closes everything and releases the lock; the problems of a disk that refused. */
  close(): Promise<readonly Problem[]>;
}

/** Called at most once a file, when the disk refuses: drain the run. */
export type OnDiskFailure = (problem: Problem) => void;

/** `<plan>-<UTC time>`, as `poc-round-1-20261122T201107Z`; sorts by time and is safe in file names. */
export const runIdAt = (plan: string, wallMs: number): string =>
  `${plan}-${new Date(wallMs).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '')}`;

/** A fresh run directory at `path`, parents included; a directory with anything in it is refused. */
export function createRunDirectory(path: string, onFailure: OnDiskFailure): Result<RunDirectory> {
  if (existsSync(path) && readdirSync(path).length > 0) {
    return fail({
      file: path,
      expected: 'a new or empty directory for the run',
      hint: 'choose another --out, or go on with that run by --resume',
    });
  }
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    return fail({
      file: path,
      expected: 'a directory that can be written',
      seen: error instanceof Error ? error.message : String(error),
    });
  }
  const lock = lockRunDirectory(path);
  return lock.ok ? ok(openSinks(path, lock.value, onFailure)) : lock;
}

/** A run directory to go on with: its manifest, how far it came, and its sinks behind what is there. */
export interface ResumedRun {
  readonly directory: RunDirectory;
  readonly manifest: Manifest;
  readonly state: ResumeState;
}

/** Opens an interrupted run for `--resume`: locks, repairs torn lines, reads what is recorded. */
export function resumeRunDirectory(path: string, onFailure: OnDiskFailure): Result<ResumedRun> {
  const manifest = readManifest(path);
  if (!manifest.ok) return manifest;
  const lock = lockRunDirectory(path);
  if (!lock.ok) return lock;
  const state = resumeState(path);
  if (!state.ok) {
    lock.value();
    return state;
  }
  const directory = openSinks(path, lock.value, onFailure);
  return ok({ directory, manifest: manifest.value, state: state.value });
}

/** The manifest of a run directory, or why it is none. */
export function readManifest(path: string): Result<Manifest> {
  const file = join(path, 'manifest.json');
  if (!existsSync(file)) {
    const hint = existsSync(path) ? 'this is no run directory' : 'there is no such directory';
    return fail({ file, expected: 'the manifest of a run', seen: 'nothing', hint });
  }
  return decodeManifest(readFileSync(file, 'utf8'), file);
}

/** Where `keepInput` put a file; the extension is kept for readers that go by it. */
export const inputPath = (directory: string, name: string, hash: string): string =>
  join(directory, 'inputs', `${hash}${extname(name)}`);

function openSinks(path: string, unlock: Unlock, onFailure: OnDiskFailure): RunDirectory {
  const sinkOf = <V>(codec: LineCodec<V>): AppendSink<V> =>
    appendSink({ path: join(path, codec.file), encode: codec.encode, onFailure });
  const records = sinkOf(requestRecordCodec);
  const prompts = promptSink(join(path, 'prompts.jsonl'), onFailure);
  const segments = sinkOf(segmentEventCodec);
  const telemetry = sinkOf(telemetrySampleCodec);
  return {
    path,
    records,
    prompts,
    segments,
    telemetry,
    writeManifest: (manifest) => writeAtomic(join(path, 'manifest.json'), encodeManifest(manifest)),
    keepInput(name, content) {
      const hash = contentHash(content);
      const file = inputPath(path, name, hash);
      mkdirSync(join(path, 'inputs'), { recursive: true });
      if (!existsSync(file)) writeAtomic(file, content);
      return hash;
    },
    async close() {
      const problems: Problem[] = [];
      for (const sink of [records, prompts, segments, telemetry]) {
        try {
          await sink.close();
        } catch (error) {
          problems.push(lost(path, sink.unwritten, error));
        }
      }
      unlock();
      return problems;
    },
  };
}

const lost = (path: string, lines: number, error: unknown): Problem => ({
  file: path,
  expected: 'every line on the disk',
  seen: `${lines} lines not written: ${error instanceof Error ? error.message : String(error)}`,
  hint: 'free some space, then go on with --resume: their requests are sent again',
});
