import { absent, type Measured, measured } from '../../base/index.ts';
import { clusteredDifference, studentCdf } from '../../stats/index.ts';
import type { TaskRunUnit } from '../units/task-run-unit.ts';
import { itemTokens } from './item-means.ts';

/** Output length of candidate over baseline on the same items: geometric mean ratio. */
export interface TokenRatio {
  readonly items: number;
  readonly clusters: number;
  /** Arithmetic means over the items both answered. */
  readonly baseline: number;
  readonly candidate: number;
  readonly ratio: number;
  /** 95% and 90% limits of the ratio; absent with one cluster. */
  readonly ci95?: readonly [number, number];
  readonly ci90?: readonly [number, number];
  /** Two-sided p of no change; absent with one cluster. */
  readonly p?: number;
  /** One-sided p of H0: lo <= ratio <= hi, the smaller of both sides doubled; 1 with one cluster. */
  readonly pOutside: (lo: number, hi: number) => number;
}

/** Paired by item, clusters as units, t on the logarithms; absent where no item has tokens on both sides. */
export function tokenRatio(
  baseline: readonly TaskRunUnit[],
  candidate: readonly TaskRunUnit[],
): Measured<TokenRatio> {
  const other = itemTokens(candidate);
  const pairs = [...itemTokens(baseline)].flatMap(([item, b]) => {
    const c = other.get(item);
    return c === undefined || b.tokens === 0 || c.tokens === 0
      ? []
      : [{ cluster: b.cluster, baseline: b.tokens, candidate: c.tokens }];
  });
  if (pairs.length === 0) return absent('no item has output tokens on both sides');
  const logs = pairs.map((p) => Math.log(p.candidate / p.baseline));
  const ids = pairs.map((p) => p.cluster);
  const wide = clusteredDifference(logs, ids, 0.95);
  const narrow = clusteredDifference(logs, ids, 0.9);
  const limits = ({ delta }: typeof wide): [number, number] | undefined =>
    delta.lo === undefined || delta.hi === undefined
      ? undefined
      : [Math.exp(delta.lo), Math.exp(delta.hi)];
  const [ci95, ci90] = [limits(wide), limits(narrow)];
  const of = (side: 'baseline' | 'candidate'): number =>
    pairs.reduce((s, p) => s + p[side], 0) / pairs.length;
  return measured({
    items: pairs.length,
    clusters: new Set(ids).size,
    baseline: of('baseline'),
    candidate: of('candidate'),
    ratio: Math.exp(wide.delta.center),
    ...(ci95 === undefined ? {} : { ci95 }),
    ...(ci90 === undefined ? {} : { ci90 }),
    ...(wide.p === undefined ? {} : { p: wide.p }),
    pOutside: (lo, hi) => {
      const tail = (limit: number, sign: 1 | -1): number => {
        const shifted = clusteredDifference(
          logs.map((v) => sign * (v - Math.log(limit))),
          ids,
        );
        if (shifted.t === undefined) return shifted.delta.center > 0 && shifted.p === 0 ? 0 : 1;
        return studentCdf(-shifted.t, shifted.df ?? 1);
      };
      return Math.min(1, 2 * Math.min(tail(hi, 1), tail(lo, -1)));
    },
  });
}
