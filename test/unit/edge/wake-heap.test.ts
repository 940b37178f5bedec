import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { WakeHeap } from '../../../src/edge/wake-heap.ts';

const drain = (heap: WakeHeap, now: number): void => {
  for (let wake = heap.takeDue(now); wake !== undefined; wake = heap.takeDue(now)) wake();
};

describe('the heap of wakes', () => {
  test('an empty heap is due never', () => {
    expect(new WakeHeap().nearest).toBe(Number.POSITIVE_INFINITY);
  });

  test('nothing is taken before its time', () => {
    const heap = new WakeHeap();
    heap.add(10, () => undefined);
    expect(heap.takeDue(9.999)).toBeUndefined();
    expect(heap.takeDue(10)).toBeDefined();
  });

  prop.prop([fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()))])(
    'what is not removed wakes in order of time, then of addition',
    (plan) => {
      const heap = new WakeHeap();
      const woken: number[] = [];
      const entries = plan.map(([at], i) => heap.add(at, () => woken.push(i)));
      plan.forEach(([, removed], i) => {
        const entry = entries[i];
        if (removed && entry !== undefined) heap.remove(entry);
      });
      drain(heap, 20);
      const expected = plan
        .map(([at, removed], i) => ({ at, removed, i }))
        .filter(({ removed }) => !removed)
        .sort((a, b) => a.at - b.at || a.i - b.i)
        .map(({ i }) => i);
      expect(woken).toEqual(expected);
    },
  );

  test('removing twice, or after the wake, changes nothing', () => {
    const heap = new WakeHeap();
    const first = heap.add(1, () => undefined);
    const second = heap.add(2, () => undefined);
    heap.remove(first);
    heap.remove(first);
    expect(heap.nearest).toBe(2);
    heap.takeDue(2);
    heap.remove(second);
    expect(heap.nearest).toBe(Number.POSITIVE_INFINITY);
  });
});
