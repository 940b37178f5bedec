import { Buffer } from 'node:buffer';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Clock, ms } from '../../../../src/base/index.ts';
import { ReadStamp } from '../../../../src/edge/openai/read-stamp.ts';

describe('the stamp of reads', () => {
  let nowMs = 0;
  let waitedMs = 0;
  const clock: Clock = { now: () => ms(nowMs), wall: () => 0, schedule: () => () => undefined };
  const fresh = (): ReadStamp => new ReadStamp(clock, () => waitedMs);
  beforeEach(() => {
    nowMs = 0;
    waitedMs = 0;
  });

  test('pieces of one read share its stamp, another read has its own', () => {
    const stamp = fresh();
    const memory = Buffer.allocUnsafeSlow(100);
    nowMs = 5;
    stamp.note(memory.subarray(10, 20));
    nowMs = 6;
    stamp.note(memory.subarray(25, 40));
    expect([stamp.ms, stamp.read]).toEqual([5, 1]);
    nowMs = 7;
    stamp.note(Buffer.allocUnsafeSlow(100));
    expect([stamp.ms, stamp.read]).toEqual([7, 2]);
  });

  test('memory that is used again from its beginning is another read', () => {
    const stamp = fresh();
    const memory = Buffer.allocUnsafeSlow(100);
    stamp.note(memory.subarray(0, 50));
    stamp.note(memory.subarray(0, 50));
    expect(stamp.read).toBe(2);
  });

  test('pieces of the shared pool are never taken for one read', () => {
    const stamp = fresh();
    const pool = Buffer.allocUnsafeSlow(Buffer.poolSize);
    stamp.note(pool.subarray(0, 10));
    stamp.note(pool.subarray(16, 20));
    expect(stamp.read).toBe(2);
  });

  test('a head and the body behind it are one read', () => {
    const stamp = fresh();
    const memory = Buffer.allocUnsafeSlow(100);
    stamp.noteHead([memory.subarray(17, 29), memory.subarray(31, 40)]);
    stamp.note(memory.subarray(60, 90));
    expect(stamp.read).toBe(1);
  });

  test('a stamp is late at most by the work since the loop last waited', () => {
    const stamp = fresh();
    // 10 ms later, 9.8 of them waited: 200 us of work.
    nowMs = 10;
    waitedMs = 9.8;
    stamp.begin();
    expect(stamp.boundUs).toBeCloseTo(200, 6);
    // Another read of the same wake-up, 300 us on: the bytes may have lain there all the time.
    nowMs = 10.3;
    stamp.begin();
    expect(stamp.boundUs).toBeCloseTo(500, 6);
    // A wait ends that.
    nowMs = 12;
    waitedMs = 11.4;
    stamp.begin();
    expect(stamp.boundUs).toBeCloseTo(100, 6);
  });
});
