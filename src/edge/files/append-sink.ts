import { closeSync, fdatasync, openSync, writeSync } from 'node:fs';
import type { Problem, Sink } from '../../base/index.ts';

/** A file of lines that is being written. */
export interface AppendSink<V> extends Sink<V> {
  /** Lines that could not be written; above 0 only after a failure. */
  readonly unwritten: number;
  /** Flushes and closes; rejects when the disk refuses. */
  close(): Promise<void>;
}

export interface AppendOptions<V> {
  readonly path: string;
  encode(line: V): string;
  /** Called once, when the disk refuses: the run has to stop. Lines are kept and tried again at the flush. */
  onFailure(problem: Problem): void;
  /** Longest time a line waits for its batch, ms; 10 unless told. */
  readonly batchMs?: number;
  /** Time between two syncs to the disk, ms; 1000 unless told. */
  readonly syncMs?: number;
  /** For tests of full disks. */
  readonly write?: (file: number, bytes: Uint8Array, offset: number) => number;
}

/**
 * Appends lines to a file: encoded at once, written together at most 10 ms later by one synchronous
 * write (cheaper and steadier than streams, see the benchmark), synced in the background once a second.
 */
export function appendSink<V>(options: AppendOptions<V>): AppendSink<V> {
  const { path, encode, onFailure, batchMs = 10, syncMs = 1000 } = options;
  const write = options.write ?? ((file, bytes, offset) => writeSync(file, bytes, offset));
  const file = openSync(path, 'a');
  let lines: string[] = [];
  // What a failing disk has not taken of a batch that it began; must go before everything else.
  let started: Uint8Array | undefined;
  let startedLines = 0;
  let batchTimer: NodeJS.Timeout | undefined;
  let syncTimer: NodeJS.Timeout | undefined;
  let failure: Error | undefined;
  let told = false;

  const fail = (error: unknown): void => {
    failure = error instanceof Error ? error : new Error(String(error));
    if (told) return;
    told = true;
    onFailure(diskProblem(path, failure));
  };
  const drain = (): void => {
    batchTimer = undefined;
    try {
      while (started !== undefined || lines.length > 0) {
        if (started === undefined) {
          started = Buffer.from(lines.join(''), 'utf8');
          startedLines = lines.length;
          lines = [];
        }
        while (started.length > 0) started = started.subarray(write(file, started, 0));
        started = undefined;
        startedLines = 0;
      }
      failure = undefined;
      syncTimer ??= setTimeout(sync, syncMs);
    } catch (error) {
      fail(error);
    }
  };
  /** Background syncs under way; the file is not closed under them. */
  const syncing = new Set<Promise<void>>();
  const sync = (): void => {
    syncTimer = undefined;
    const done = new Promise<void>((resolve) => {
      fdatasync(file, (error) => {
        if (error !== null) fail(error);
        resolve();
      });
    }).then(() => {
      syncing.delete(done);
    });
    syncing.add(done);
  };
  const synced = (): Promise<void> =>
    new Promise((resolve, reject) => {
      fdatasync(file, (error) => (error === null ? resolve() : reject(error)));
    });
  const flush = async (): Promise<void> => {
    if (batchTimer !== undefined) clearTimeout(batchTimer);
    drain();
    if (failure !== undefined) throw failure;
    await synced();
  };
  return {
    get unwritten() {
      return lines.length + startedLines;
    },
    append(line) {
      lines.push(encode(line));
      // After a failure only a flush tries again: a full disk is not asked a hundred times a second.
      if (failure === undefined) batchTimer ??= setTimeout(drain, batchMs);
    },
    flush,
    async close() {
      try {
        await flush();
      } finally {
        if (syncTimer !== undefined) clearTimeout(syncTimer);
        await Promise.all(syncing);
        closeSync(file);
      }
    },
  };
}

function diskProblem(path: string, error: Error): Problem {
  const code = 'code' in error ? String(error.code) : error.name;
  return {
    file: path,
    expected: 'a disk that takes what was measured',
    seen: code === 'ENOSPC' ? 'ENOSPC: no space left' : `${code}: ${error.message}`,
    hint: 'free some space, then go on with --resume: what was not written is sent again',
  };
}
