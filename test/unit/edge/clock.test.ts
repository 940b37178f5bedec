import { describe, expect, test } from 'vitest';
import { ms } from '../../../src/base/index.ts';
import { systemClock } from '../../../src/edge/clock.ts';

describe('the system clock', () => {
  test('begins near zero and never goes back', () => {
    const clock = systemClock();
    const seen = Array.from({ length: 1000 }, () => clock.now());
    expect(seen[0]).toBeGreaterThanOrEqual(0);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });

  test('wakes in order and never early, fractions of a ms included', async () => {
    const clock = systemClock();
    const start = clock.now();
    const dues = [0.3, 1.7, 3.1, 3.2, 7.9, 12.45, 12.46].map((d) => ms(start + d));
    const woken: number[] = [];
    await Promise.all(
      [...dues].reverse().map(
        (due) =>
          new Promise<void>((resolve) => {
            clock.schedule(due, () => {
              woken.push(due);
              expect(clock.now()).toBeGreaterThanOrEqual(due);
              resolve();
            });
          }),
      ),
    );
    expect(woken).toEqual(dues);
  });

  test('is not early when the loop was blocked as the wake was set', async () => {
    const clock = systemClock();
    // Timers count from the loop's own, older notion of now.
    const until = performance.now() + 15;
    while (performance.now() < until);
    const due = ms(clock.now() + 10);
    await new Promise<void>((resolve) => {
      clock.schedule(due, resolve);
    });
    expect(clock.now()).toBeGreaterThanOrEqual(due);
  });

  test('a time that has passed wakes soon, but not at once', async () => {
    const clock = systemClock();
    let isWoken = false;
    const wake = new Promise<void>((resolve) => {
      clock.schedule(ms(-5), () => {
        isWoken = true;
        resolve();
      });
    });
    expect(isWoken).toBe(false);
    await wake;
  });

  test('a cancelled wake does not come, and its neighbours do', async () => {
    const clock = systemClock();
    const woken: string[] = [];
    await new Promise<void>((resolve) => {
      const cancel = clock.schedule(ms(clock.now() + 2), () => woken.push('cancelled'));
      clock.schedule(ms(clock.now() + 4), () => {
        woken.push('kept');
        resolve();
      });
      cancel();
    });
    expect(woken).toEqual(['kept']);
  });

  test('a wake may set the next one', async () => {
    const clock = systemClock();
    let left = 5;
    await new Promise<void>((resolve) => {
      const step = (): void => {
        left--;
        if (left === 0) resolve();
        else clock.schedule(ms(clock.now() + 0.5), step);
      };
      clock.schedule(clock.now(), step);
    });
    expect(left).toBe(0);
  });
});
