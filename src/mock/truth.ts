import type { MockFleet } from '../spec/index.ts';
import type { BoxSettings } from './box/index.ts';

/** What is true of a fleet: everything that was planted, resolved. For tests and judges only. */
export interface FleetTruth {
  readonly schema: 'steelyard.mock-truth/1';
  readonly seed: number;
  readonly boxes: readonly BoxTruth[];
}

export interface BoxTruth {
  readonly id: string;
  readonly settings: Omit<BoxSettings, 'gpu' | 'id'> & { readonly gpu?: string };
  readonly changes: readonly unknown[];
}

export const truthOf = (fleet: MockFleet, boxes: readonly BoxSettings[]): FleetTruth => ({
  schema: 'steelyard.mock-truth/1',
  seed: fleet.seed,
  boxes: boxes.map(({ id, gpu, ...settings }, index) => ({
    id,
    settings: { ...settings, ...(gpu === undefined ? {} : { gpu: gpu.id }) },
    changes: fleet.boxes[index]?.changes ?? [],
  })),
});
