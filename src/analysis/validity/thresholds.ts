import type { Plan } from '../../spec/index.ts';

/**
 * The one table of limits behind validity (docs/glossary.md); each can be set in the plan's
 * `validity:` and is printed with the verdict. Shares are 0..1.
 */
export interface Thresholds {
  readonly minCompletedShare: number;
  readonly maxLoopUtilisation: number;
  readonly maxSendLagShareOfTtft: number;
  readonly minSendLagMs: number;
  readonly maxCoalescedShare: number;
  readonly maxCacheHitShare: number;
  readonly maxForeignRequestShare: number;
  readonly maxErrorShare: number;
}

export const defaultThresholds: Thresholds = {
  minCompletedShare: 0.9,
  maxLoopUtilisation: 0.7,
  maxSendLagShareOfTtft: 0.05,
  minSendLagMs: 2,
  maxCoalescedShare: 0.2,
  maxCacheHitShare: 0.05,
  maxForeignRequestShare: 0.05,
  maxErrorShare: 0.01,
};

/** The table with the plan's own limits in place. */
export function thresholdsOf(plan: Pick<Plan, 'validity'>): Thresholds {
  const own = Object.entries(plan.validity ?? {}).filter(([, v]) => v !== undefined);
  return { ...defaultThresholds, ...Object.fromEntries(own) };
}
