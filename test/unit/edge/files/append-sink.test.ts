import { mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Problem } from '../../../../src/base/index.ts';
import { appendSink } from '../../../../src/edge/files/append-sink.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'steelyard-sink-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const full = (): never => {
  throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
};

/** A disk with room for `bytes`, that takes at most 3 bytes at a time. */
function disk(bytes: number) {
  const state = { room: bytes };
  const write = (file: number, data: Uint8Array, offset: number): number => {
    if (state.room === 0) return full();
    const n = writeSync(file, data, offset, Math.min(3, state.room, data.length - offset));
    state.room -= n;
    return n;
  };
  return { state, write };
}

it('a full disk is told once, and what did not fit is written when there is room again', async () => {
  const path = join(dir, 'records.jsonl');
  const problems: Problem[] = [];
  const { state, write } = disk(10);
  const onFailure = (p: Problem): void => {
    problems.push(p);
  };
  const sink = appendSink<string>({ path, encode: (s) => `${s}\n`, onFailure, write });
  for (const line of ['first', 'second', 'third']) sink.append(line);
  await expect(sink.flush()).rejects.toThrow('no space');
  sink.append('fourth');
  await expect(sink.flush()).rejects.toThrow('no space');
  expect(problems.map((p) => p.seen)).toEqual(['ENOSPC: no space left']);
  expect(sink.unwritten).toBe(4);
  // "first\n" and four bytes of "second\n": exactly the room there was.
  expect(readFileSync(path, 'utf8')).toBe('first\nseco');
  state.room = 1000;
  await sink.close();
  expect(readFileSync(path, 'utf8')).toBe('first\nsecond\nthird\nfourth\n');
  expect(sink.unwritten).toBe(0);
});
