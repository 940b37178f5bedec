import { describe, expect, it } from 'vitest';
import {
  capacityAtSlo,
  predict,
  predictOpenLoad,
  resolveDeployment,
} from '../../../src/sizing/index.ts';
import { machineFacts } from '../../../src/sizing/speed/machine-facts.ts';
import { assumedParameters } from '../../../src/sizing/speed/parameters.ts';
import { serve } from '../../../src/sizing/speed/queue-simulation.ts';
import { decodeStepSeconds, prefillSeconds } from '../../../src/sizing/speed/step-time.ts';

const box = { model: 'llama-3.1-70b', gpu: 'h100-80g-sxm', count: 8, precision: 'fp8' } as const;
const machine = machineFacts(resolveDeployment(box));

describe('the queue simulation', () => {
  it('serves a lone request in its own prefill and decode steps', () => {
    const [only] = serve(machine, assumedParameters, [{ atS: 5, isl: 1000, osl: 2 }]);
    const prefill = prefillSeconds(machine, assumedParameters, 1000, 0);
    const step = decodeStepSeconds(machine, assumedParameters, 1, 1001);
    expect(only?.ttftS).toBeCloseTo(0.015 + prefill, 9);
    expect(only?.tpotS).toBeCloseTo(step, 6);
    expect(only?.e2eS).toBeCloseTo(0.015 + prefill + step, 6);
  });

  it('lets the second of two at once wait for the first one’s prefill', () => {
    const both = serve(machine, assumedParameters, [
      { atS: 0, isl: 4000, osl: 1 },
      { atS: 0, isl: 4000, osl: 1 },
    ]);
    const prefill = prefillSeconds(machine, assumedParameters, 4000, 0);
    expect((both[1]?.ttftS ?? 0) - (both[0]?.ttftS ?? 0)).toBeCloseTo(prefill, 9);
    expect(both[0]?.tpotS).toBeUndefined();
  });

  it('agrees with M/D/1 waiting where there is only prefill', () => {
    // osl 1: a queue of constant service s at load rho; mean wait = rho s / (2 (1 - rho)) (Pollaczek-
    // Khinchine). 600 requests leave noise: within 35% at rho = 0.5.
    const s = prefillSeconds(machine, assumedParameters, 4000, 0);
    const open = predictOpenLoad({
      ...box,
      isl: 4000,
      osl: 1,
      lengthSpread: 0,
      ratePerS: 0.5 / s,
      requests: 6000,
    });
    const waits = open.ttftMs.p50 / 1000 - 0.015 - s;
    // The median wait of M/D/1 at rho 0.5 lies between 0 and the mean wait of s / 2.
    expect(waits).toBeGreaterThanOrEqual(-1e-9);
    expect(waits).toBeLessThan(0.5 * s);
    expect(open.ttftMs.p99 / 1000).toBeGreaterThan(0.015 + 2 * s);
  });

  it('is the same for the same seed and other for another', () => {
    const load = { ...box, isl: 1000, osl: 100, ratePerS: 2 };
    expect(predictOpenLoad(load)).toEqual(predictOpenLoad(load));
    expect(predictOpenLoad(load)).not.toEqual(predictOpenLoad({ ...load, seed: 2 }));
  });

  it('has tails that grow with the rate', () => {
    const at = (ratePerS: number): number =>
      predictOpenLoad({ ...box, isl: 1000, osl: 100, ratePerS }).ttftMs.p95;
    expect(at(8)).toBeGreaterThan(at(1));
  });
});

describe('capacity at an SLO', () => {
  const load = { ...box, isl: 1000, osl: 100 };

  it('is the rate at which the percentile still holds', () => {
    const slo = { ttftMs: 500, tpotMs: 40 };
    const rate = capacityAtSlo(load, slo);
    expect(predictOpenLoad({ ...load, ratePerS: rate }).ttftMs.p95).toBeLessThanOrEqual(500);
    const above = predictOpenLoad({ ...load, ratePerS: rate * 1.1 });
    expect(above.ttftMs.p95 > 500 || above.tpotMs.p95 > 40 || above.keepsUp <= 0.9).toBe(true);
  });

  it('is nothing where a lone request is too slow', () => {
    expect(capacityAtSlo(load, { ttftMs: 1 })).toBe(0);
  });

  it('stays below the throughput of a saturated closed loop', () => {
    const closed = predict({ ...load, concurrency: 256 }).requestsPerS.center;
    expect(capacityAtSlo(load, { ttftMs: 2000 })).toBeLessThan(1.3 * closed);
  });
});
