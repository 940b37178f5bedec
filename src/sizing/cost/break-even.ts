/** Cloud against local, in calls per month. */
export interface BreakEvenInput {
  /** What one call costs in the cloud. */
  readonly cloudCnyPerCall: number;
  /** What one local box costs a year, written-off purchase included. */
  readonly boxCnyPerYear: number;
  /** Yearly cost that does not grow with boxes (people, room). */
  readonly fixedCnyPerYear: number;
  /** Calls one box can answer in a month within the SLO. */
  readonly boxCallsPerMonth: number;
}

export interface BreakEven {
  /** Fewest calls a month from which local is never dearer again; absent where it never gets cheaper. */
  readonly callsPerMonth?: number;
  /** Boxes at that point. */
  readonly boxes?: number;
  /** Cheaper in the cloud at every volume: a full box costs more per call than the API. */
  readonly cloudAlways: boolean;
}

const MONTHS = 12;

/** Monthly local cost of so many calls: whole boxes. */
export function localCnyPerMonth(input: BreakEvenInput, calls: number): number {
  const boxes = Math.max(1, Math.ceil(calls / input.boxCallsPerMonth));
  return (input.fixedCnyPerYear + boxes * input.boxCnyPerYear) / MONTHS;
}

/**
 * Closed form. Just above n x capacity calls a box more is needed, and local has won for good if
 * n x (capacity x price - box) >= fixed + box. With the fewest such n the lines cross for the last time
 * among n boxes, at (fixed + n x box) / price calls.
 */
export function breakEven(input: BreakEvenInput): BreakEven {
  const price = input.cloudCnyPerCall;
  const box = input.boxCnyPerYear / MONTHS;
  const fixed = input.fixedCnyPerYear / MONTHS;
  const margin = input.boxCallsPerMonth * price - box;
  if (margin <= 0) return { cloudAlways: true };
  const boxes = Math.max(1, Math.ceil((fixed + box) / margin));
  return { callsPerMonth: (fixed + boxes * box) / price, boxes, cloudAlways: false };
}
