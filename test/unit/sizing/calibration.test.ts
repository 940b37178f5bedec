import { describe, expect, it } from 'vitest';
import { random } from '../../../src/base/index.ts';
import { distanceFromHull } from '../../../src/sizing/calibration/convex-hull.ts';
import {
  type Calibration,
  calibrationSchema,
  fitCalibration,
  predict,
} from '../../../src/sizing/index.ts';
import { type PlantedBox, simulate } from '../../support/sizing/serving-simulator.ts';

const grid = [1, 4, 16, 48].flatMap((concurrency) =>
  [512, 2048, 6144].map((isl) => ({ concurrency, isl, osl: 160 })),
);

function planted(seed: number): PlantedBox {
  const stream = random(seed).stream('planted');
  const between = (lo: number, hi: number): number => lo + (hi - lo) * stream.uniform();
  return {
    seed,
    mfuPrefill: between(0.3, 0.75),
    mbuWeights: between(0.55, 0.9),
    mbuKv: between(0.4, 0.9),
    stepUs: between(800, 3000),
  };
}

const box8b = { model: 'qwen3-8b', gpu: 'h100-80g-sxm', count: 1, precision: 'bf16' } as const;
const measure = (box: PlantedBox) => grid.map((load, i) => simulate(box, load, i));
const covers = (calibration: Calibration, id: string, truth: number): boolean => {
  const found = calibration.groups[0]?.parameters.find((p) => p.id === id)?.estimate;
  return (
    found?.lo !== undefined && found.hi !== undefined && found.lo <= truth && truth <= found.hi
  );
};

describe('calibration against planted boxes', () => {
  const boxes = [11, 12, 13, 14, 15, 16].map(planted);
  const fits = boxes.map((box) => ({ box, calibration: fitCalibration(measure(box)) }));

  it('recovers prefill and decode efficiencies within the stated intervals', () => {
    const hits = fits.flatMap(({ box, calibration }) => [
      covers(calibration, 'mfuPrefill', box.mfuPrefill),
      covers(calibration, 'mbuWeights', box.mbuWeights),
    ]);
    // 90% intervals: of 12, two misses are expected at most (P(3 or more) = 11%); none is typical.
    expect(hits.filter((hit) => !hit).length).toBeLessThanOrEqual(2);
  });

  it('says that the data, not the prior, decided the prefill efficiency', () => {
    for (const { calibration } of fits) {
      const p = calibration.groups[0]?.parameters.find((x) => x.id === 'mfuPrefill');
      expect(p?.identified).toBe('data');
      expect(p?.origin).toEqual({ kind: 'measured', runs: ['planted'] });
    }
  });

  it('predicts load points left out within 10% at the median', () => {
    for (const { box } of fits) {
      const points = measure(box);
      // Held out by hand, apart from the calibration's own account: every fourth point.
      const kept = points.filter((_, i) => i % 4 !== 1);
      const left = points.filter((_, i) => i % 4 === 1);
      const calibration = fitCalibration(kept, { heldOut: false });
      const errors = left
        .flatMap((o) => {
          const p = predict(
            { ...box8b, isl: o.isl, osl: o.osl, concurrency: o.concurrency },
            calibration,
          );
          return [p.tpotMs.center / o.tpotMs.center, p.ttftMs.center / o.ttftMs.center];
        })
        .map((ratio) => Math.abs(ratio - 1))
        .sort((a, b) => a - b);
      expect(errors[Math.floor(errors.length / 2)] ?? 1).toBeLessThan(0.1);
    }
  });

  it('is a JSON value that its schema accepts', () => {
    const calibration = fits[0]?.calibration;
    expect(calibrationSchema.parse(JSON.parse(JSON.stringify(calibration)))).toEqual(calibration);
  });
});

describe('what a calibration refuses', () => {
  const points = measure(planted(21)).slice(0, 5);

  it('is every point that analysis did not find valid, by name', () => {
    const calibration = fitCalibration(
      points.map((point, i) => (i === 2 ? { ...point, valid: false } : point)),
      { heldOut: false },
    );
    expect(calibration.provenance.points).toBe(4);
    expect(calibration.provenance.refused).toEqual([
      { endpoint: 'box-21', scenario: 'synthetic', loadPoint: 2, why: 'not-valid' },
    ]);
  });

  it('leaves no group when nothing is left', () => {
    const calibration = fitCalibration(points.map((point) => ({ ...point, valid: false })));
    expect(calibration.groups).toEqual([]);
    expect(calibration.warnings.map((w) => w.code)).toContain('no-usable-points');
  });

  it('is a box that the catalogue does not know', () => {
    const calibration = fitCalibration(points.map((point) => ({ ...point, gpu: 'abacus' })));
    expect(calibration.provenance.refused[0]?.why).toBe('unknown-box');
  });
});

describe('predictions', () => {
  const calibration = fitCalibration(measure(planted(31)), { heldOut: false });
  const box = box8b;

  it('outside of what was measured are flagged, inside are not', () => {
    const inside = predict({ ...box, isl: 1024, osl: 160, concurrency: 8 }, calibration);
    expect(inside.extrapolated).toBe(false);
    const outside = predict({ ...box, isl: 30_000, osl: 160, concurrency: 8 }, calibration);
    expect(outside.extrapolated).toBe(true);
    expect(outside.warnings.map((w) => w.code)).toContain('load-outside-measured');
  });

  it('of a measured box are surer than of one never measured', () => {
    const load = { ...box, isl: 1024, osl: 160, concurrency: 8 };
    const width = (p: ReturnType<typeof predict>): number =>
      (p.tpotMs.hi ?? Infinity) / (p.tpotMs.lo ?? 0);
    expect(width(predict(load, calibration))).toBeLessThan(width(predict(load)) / 2);
    expect(predict(load).origin).toEqual({ kind: 'assumed', because: 'never-measured' });
  });
});

describe('the hull', () => {
  it('has distance 0 inside, and the distance to its nearest face outside', () => {
    const square = [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
    ];
    expect(distanceFromHull(square, [1, 0.5])).toBeCloseTo(0, 4);
    expect(distanceFromHull(square, [1, 3])).toBeCloseTo(1, 4);
    expect(distanceFromHull(square, [5, 6])).toBeCloseTo(5, 3); // 3-4-5 to the corner (2, 2)
  });
});
