import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import {
  ladderOf,
  mostSteps,
  nextLoad,
  type SearchSettings,
  type Tested,
} from '../../../src/analysis/search/next-load.ts';

/** Walks a search on a box of which `meets` tells all, as the command does on a real one. */
function walked(settings: SearchSettings, meets: (load: number) => boolean) {
  const tested: Tested[] = [];
  for (;;) {
    const move = nextLoad(tested, settings);
    if (move.kind === 'done') return { move, tested };
    tested.push({ load: move.load, met: meets(move.load), clientLimited: false });
    expect(tested.length).toBeLessThanOrEqual(mostSteps(settings));
  }
}

const rates: fc.Arbitrary<SearchSettings> = fc
  .record({
    from: fc.double({ min: 0.01, max: 10, noNaN: true }),
    factor: fc.double({ min: 1.5, max: 5000, noNaN: true }),
    tolerance: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  })
  .map(({ from, factor, tolerance }) => ({ of: 'ratePerS', from, to: from * factor, tolerance }));

test.prop([rates, fc.double({ min: 0, max: 1, noNaN: true })])(
  'finds a planted knee within its tolerance',
  (settings, place) => {
    const knee = settings.from * (settings.to / settings.from) ** (place * 1.2 - 0.1);
    const { move } = walked(settings, (load) => load <= knee);
    expect(move.nonMonotone).toBeUndefined();
    if (knee < (ladderOf(settings)[0] ?? 0) * 0.999) {
      expect(move.state).toBe('below');
      expect(move.capacityAtSlo).toHaveProperty('absent');
    } else if (knee >= settings.to) {
      expect(move.state).toBe('at-least');
      expect(move.capacityAtSlo).toBe(settings.to);
    } else if (typeof move.capacityAtSlo === 'number') {
      const { metAt = 0, notMetAt = 0 } = move.bracket;
      expect(metAt).toBeLessThanOrEqual(knee);
      expect(notMetAt).toBeGreaterThan(knee);
      // Loads are rounded to four digits: a tenth of a percent at most.
      expect((notMetAt - metAt) / metAt).toBeLessThanOrEqual(settings.tolerance + 0.001);
    }
  },
);

test.prop([fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 2048 })])(
  'finds the last whole concurrency that meets, where the tolerance asks for it',
  (from, span) => {
    const settings: SearchSettings = { of: 'concurrency', from, to: from + span, tolerance: 1e-6 };
    const knee = from + Math.floor(span / 3);
    const { move, tested } = walked(settings, (load) => load <= knee);
    expect(tested.every((t) => Number.isInteger(t.load))).toBe(true);
    expect(move.capacityAtSlo).toBe(knee);
  },
);

test.prop([fc.integer({ min: 0, max: 6 })])(
  'reports a box that meets again one doubling above the first load that it does not meet',
  (rung) => {
    const settings: SearchSettings = { of: 'concurrency', from: 1, to: 256, tolerance: 0.05 };
    const hole = 2 ** rung;
    const { move } = walked(settings, (load) => load < hole || load > hole * 1.5);
    expect(move.nonMonotone).toEqual({ notMetAt: expect.any(Number), metAt: 2 * hole });
    // The capacity stays below the hole, whatever is met above it.
    if (rung > 0) expect(move.capacityAtSlo).toBeLessThan(hole);
  },
);

test.prop([rates, fc.double({ min: 0, max: 1, noNaN: true })])(
  'goes the same way after a resume: the next load hangs on what was tested alone',
  (settings, place) => {
    const knee = settings.from * (settings.to / settings.from) ** place;
    const { tested } = walked(settings, (load) => load <= knee);
    for (const [i, step] of tested.entries()) {
      const move = nextLoad(tested.slice(0, i).reverse(), settings);
      expect(move).toMatchObject({ kind: 'test', load: step.load });
    }
  },
);
