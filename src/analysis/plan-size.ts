import { z } from 'zod';
import { absent, type Measured, mapMeasured } from '../base/index.ts';
import {
  type ComparisonQuestion,
  detectableDrop,
  planComparison,
  requiredPerArm,
} from '../stats/index.ts';

/** Correlation of items inside a cluster that a plan assumes where none is stated. */
export const DEFAULT_ICC = 0.2;

export const planSizeSchema = z.strictObject({
  schema: z.literal('steelyard.plan-size/1'),
  /** `drop`: find a true drop of this size. `margin`: show that the loss is below this size. */
  aim: z.enum(['drop', 'margin']),
  size: z.number(),
  flipRate: z.number(),
  noiseFlipRate: z.number(),
  power: z.number(),
  alpha: z.number(),
  epochs: z.number().int(),
  clusters: z.number().int().optional(),
  icc: z.number().optional(),
  /** Items, each asked of both endpoints. */
  items: z.number().int(),
  /** items x epochs. */
  runsPerEndpoint: z.number().int(),
  /** Of both endpoints together. */
  runs: z.number().int(),
  independentItems: z.number().int(),
  designEffect: z.number(),
  epochFactor: z.number(),
  /** Items in each arm were the endpoints asked different ones; only for a drop, at an accuracy of 0.95. */
  unpairedPerArm: z.number().int().optional(),
  /** True drop that 100, 200, 500 ... items find with this power: what a smaller budget can see. */
  resolvable: z.array(
    z.strictObject({
      items: z.number().int(),
      drop: z.union([z.number(), z.strictObject({ absent: z.string() })]),
    }),
  ),
  method: z.string(),
  warnings: z.array(z.string()),
});

/** How many items and runs a comparison needs. */
export type PlanSize = z.output<typeof planSizeSchema>;

/** The question as a person asks it; shares throughout. */
export interface PlanSizeQuestion {
  readonly aim: 'drop' | 'margin';
  readonly size: number;
  readonly flipRate: number;
  readonly noiseFlipRate?: number;
  readonly power?: number;
  readonly epochs?: number;
  readonly clusters?: number;
  readonly icc?: number;
}

const BUDGETS = [100, 200, 500, 1000, 2000];

/** Accuracy at which the price of giving up the pairing is quoted. */
const QUOTED_ACCURACY = 0.95;

/**
 * Items and runs for a paired comparison by exact power; absent, with the reason, where no number of
 * items is enough. A drop is found by a two-sided test at 5%, a margin shown by a one-sided one.
 */
export function planSize(question: PlanSizeQuestion): Measured<PlanSize> {
  const { aim, size, flipRate, noiseFlipRate = 0, power = 0.9, epochs = 1, clusters } = question;
  if (aim === 'drop' && size > flipRate) {
    return absent(
      `a drop of ${size} needs at least as many flips: the flip rate must be ${size} or more, saw ${flipRate}`,
    );
  }
  if (noiseFlipRate > flipRate) {
    return absent(
      `the noise flip rate ${noiseFlipRate} cannot exceed the flip rate ${flipRate} that contains it`,
    );
  }
  const icc = clusters === undefined ? undefined : (question.icc ?? DEFAULT_ICC);
  const asked: ComparisonQuestion = {
    aim: aim === 'drop' ? { drop: size } : { margin: size },
    flipRate,
    noiseFlipRate,
    epochs,
    power,
    ...(clusters === undefined || icc === undefined ? {} : { cluster: { clusters, icc } }),
  };
  return mapMeasured(planComparison(asked), (plan) => ({
    schema: 'steelyard.plan-size/1',
    aim,
    size,
    flipRate,
    noiseFlipRate,
    power,
    alpha: 0.05,
    epochs,
    ...(clusters === undefined ? {} : { clusters }),
    ...(icc === undefined ? {} : { icc }),
    items: plan.items,
    runsPerEndpoint: plan.runsPerEndpoint,
    runs: 2 * plan.runsPerEndpoint,
    independentItems: plan.independentItems,
    designEffect: plan.designEffect,
    epochFactor: plan.epochFactor,
    ...(aim === 'drop' && size < QUOTED_ACCURACY
      ? {
          unpairedPerArm: requiredPerArm({
            baseline: QUOTED_ACCURACY,
            candidate: QUOTED_ACCURACY - size,
            power,
          }),
        }
      : {}),
    resolvable: BUDGETS.map((items) => ({ items, drop: dropFrom(items, flipRate, power) })),
    method: plan.method,
    warnings: plan.warnings.map((w) => w.code),
  }));
}

function dropFrom(items: number, flipRate: number, power: number): number | { absent: string } {
  const drop = detectableDrop({ items, flipRate, power });
  return drop.kind === 'value' ? drop.value : { absent: drop.why };
}
