import type { RandomSource } from '../../base/index.ts';
import type { MockFault } from '../../spec/index.ts';

/** What a fault's condition looks at. */
export interface FaultMoment {
  /** Ordinal of the request on its box, from 1 on. */
  readonly ordinal: number;
  /** Seconds since the box started. */
  readonly atS: number;
  readonly prompt: string;
}

/** Whether a fault's time has come; one without times is always on. */
export const withinTime = (fault: MockFault, atS: number): boolean =>
  atS >= (fault.atS ?? 0) && atS < (fault.atS ?? 0) + (fault.forS ?? Number.POSITIVE_INFINITY);

/** The faults that strike a request. Each draws from its own stream, so that one moves no other. */
export function activeFaults(
  faults: readonly MockFault[],
  moment: FaultMoment,
  source: RandomSource,
): readonly MockFault[] {
  return faults.filter(
    (fault, index) =>
      withinTime(fault, moment.atS) &&
      (fault.onRequest === undefined || fault.onRequest.includes(moment.ordinal)) &&
      (fault.contains === undefined || moment.prompt.includes(fault.contains)) &&
      (fault.rate === undefined ||
        source.stream(`fault/${index}/${moment.ordinal}`).uniform() < fault.rate),
  );
}
