import { absent, type Measured, measured } from '../../base/index.ts';
import {
  detectableDrop,
  normalQuantile,
  requiredPairsNonInferiorNormal,
  studentQuantile,
} from '../../stats/index.ts';
import { itemsToSeparate } from '../bakeoff/compare-accuracy.ts';
import type { PairJudgement } from './judge-pairs.ts';

const POWER = 0.9;

/** What the sample can resolve, and what would settle what it could not. */
export interface PairNeeds {
  /** Smallest true drop that a sample like this finds with 90% power. */
  readonly resolvable: Measured<number>;
  /** Items in all that would show the difference seen; absent where none was seen. */
  readonly forDifference?: number;
  /** Items in all that would show the loss below the margin; absent where the loss seen is not below it. */
  readonly forMargin?: number;
}

/** Planned from what was seen, one flip added so that a table without flips promises nothing. */
export function pairNeeds(judged: PairJudgement): PairNeeds {
  const forDifference = itemsToSeparate(judged.comparison);
  const forMargin = itemsForMargin(judged);
  return {
    resolvable: resolvable(judged),
    ...(forDifference === undefined ? {} : { forDifference }),
    ...(forMargin === undefined ? {} : { forMargin }),
  };
}

/** The difference test of single answers resolves by exact power, a clustered one by its standard error. */
function resolvable({ comparison }: PairJudgement): Measured<number> {
  const { items, table, test, delta, clusters } = comparison;
  if (test === 'mcnemar-mid-p') {
    const flipRate = Math.min(0.999, Math.max(table.lost + table.gained, 1) / items);
    return detectableDrop({ items, flipRate, power: POWER });
  }
  const spread = standardError(delta.lo, delta.hi, clusters);
  if (spread === undefined || spread === 0) {
    return absent('no cluster differs, or there is only one: no spread to plan with');
  }
  return measured((studentQuantile(0.975, clusters - 1) + normalQuantile(POWER)) * spread);
}

function standardError(
  lo: number | undefined,
  hi: number | undefined,
  clusters: number,
): number | undefined {
  if (lo === undefined || hi === undefined || clusters < 2) return undefined;
  return (hi - lo) / 2 / studentQuantile(0.975, clusters - 1);
}

function itemsForMargin({ comparison, margin }: PairJudgement): number | undefined {
  const { items, table, delta, clusters, test } = comparison;
  const drop = Math.max(0, -delta.center);
  if (drop >= margin) return undefined;
  if (test === 'mcnemar-mid-p') {
    const flipRate = Math.min(0.999, (table.lost + table.gained + 1) / (items + 1));
    return drop > flipRate
      ? undefined
      : requiredPairsNonInferiorNormal({ margin, flipRate, drop, power: POWER });
  }
  const spread = standardError(delta.lo, delta.hi, clusters);
  if (spread === undefined || spread === 0) return undefined;
  const z = normalQuantile(0.95) + normalQuantile(POWER);
  return Math.ceil(items * ((z * spread) / (margin - drop)) ** 2);
}
