import { random } from '../../base/index.ts';
import { requireOpenShare, requireSample } from '../preconditions.ts';
import { mean, sumOfSquares } from '../sample.ts';
import { studentTwoSided } from '../special/student-t.ts';
import { bestSplit } from './split.ts';

export interface ChangePointOptions {
  /** Largest p of a change that is kept; default 0.001. */
  readonly maxP?: number;
  /** Smallest |after / before - 1| that is kept; default 0. */
  readonly minMagnitude?: number;
  /** `student`: deterministic. `permutation`: the original test, seeded. Default `student`. */
  readonly test?: 'student' | 'permutation';
  /** Permutations; default 199. */
  readonly draws?: number;
  readonly seed?: number | string;
}

/** A place in a series where its level changed. */
export interface ChangePoint {
  /** Index of the first value of the new level. */
  readonly index: number;
  /** Of the split itself: it was chosen as the best, so that p is optimistic; choose maxP small. */
  readonly p: number;
  readonly before: number;
  readonly after: number;
}

/**
 * Change points of a series in time order, by divisive energy statistics (E-divisive with means, Matteson
 * & James 2014; Daly et al., ICPE 2020). Each segment is split where the energy distance of its parts is
 * largest, as long as the split is significant: by Student's t between the parts, as Hunter and Apache
 * Otava do (Fleming et al., ICPE 2023), or by permutation of the segment. No change gives an empty list.
 */
export function changePoints(
  series: readonly number[],
  options: ChangePointOptions = {},
): readonly ChangePoint[] {
  if (series.length === 0) return [];
  requireSample('series', series);
  const { maxP = 0.001, minMagnitude = 0, test = 'student', draws = 199, seed = 0 } = options;
  requireOpenShare('maxP', maxP);
  const stream = random(seed).stream('change-points');
  const byPermutation = (segment: readonly number[], q: number): number => {
    let hits = 0;
    for (let draw = 0; draw < draws; draw++) {
      if ((bestSplit(stream.shuffled(segment))?.q ?? 0) >= q) hits++;
    }
    return (hits + 1) / (draws + 1);
  };
  const search = (from: number, to: number): readonly ChangePoint[] => {
    const segment = series.slice(from, to);
    const split = bestSplit(segment);
    if (split === undefined) return [];
    const left = segment.slice(0, split.index);
    const right = segment.slice(split.index);
    const p = test === 'student' ? studentP(left, right) : byPermutation(segment, split.q);
    if (p > maxP) return [];
    const index = from + split.index;
    const point = { index, p, before: mean(left), after: mean(right) };
    return [...search(from, index), point, ...search(index, to)];
  };
  const found = search(0, series.length);
  const settled = test === 'student' ? dropWeak(series, found, maxP) : withLevels(series, found);
  return settled.filter((point) => magnitude(point) >= minMagnitude);
}

/** Relative size of a change; a change away from 0 is infinitely large. */
function magnitude({ before, after }: ChangePoint): number {
  if (before === after) return 0;
  return before === 0 ? Infinity : Math.abs(after / before - 1);
}

/** Levels between neighbouring change points, where the search saw longer segments. */
function withLevels(
  series: readonly number[],
  points: readonly ChangePoint[],
): readonly ChangePoint[] {
  return points.map((point, i) => ({
    ...point,
    before: mean(series.slice(points[i - 1]?.index ?? 0, point.index)),
    after: mean(series.slice(point.index, points[i + 1]?.index ?? series.length)),
  }));
}

/**
 * Tests each point again between its neighbours and drops the weakest until all hold: a point that was
 * needed to find others may mean nothing once they are known.
 */
function dropWeak(
  series: readonly number[],
  points: readonly ChangePoint[],
  maxP: number,
): readonly ChangePoint[] {
  const tested = withLevels(series, points).map((point, i) => ({
    ...point,
    p: studentP(
      series.slice(points[i - 1]?.index ?? 0, point.index),
      series.slice(point.index, points[i + 1]?.index ?? series.length),
    ),
  }));
  const weakest = tested.reduce<ChangePoint | undefined>(
    (worst, point) => (worst === undefined || point.p > worst.p ? point : worst),
    undefined,
  );
  if (weakest === undefined || weakest.p <= maxP) return tested;
  return dropWeak(
    series,
    tested.filter((point) => point !== weakest),
    maxP,
  );
}

/** Two-sided p of Student's t with pooled variance; 1 for equal parts, 0 for unequal ones without spread. */
function studentP(left: readonly number[], right: readonly number[]): number {
  const difference = mean(left) - mean(right);
  if (difference === 0) return 1;
  const df = left.length + right.length - 2;
  const pooled = df > 0 ? (sumOfSquares(left) + sumOfSquares(right)) / df : 0;
  if (df <= 0) return 1;
  if (pooled === 0) return 0;
  const spread = Math.sqrt(pooled * (1 / left.length + 1 / right.length));
  return studentTwoSided(difference / spread, df);
}
