import { holm } from '../../stats/index.ts';
import { pairedItems } from '../bakeoff/paired-items.ts';
import type { KeyDifference } from '../keys/endpoint-keys.ts';
import { type IndicatorId, indicators, itemMeans } from '../paired/item-means.ts';
import {
  DIFFERENCE_ALPHA,
  judgePairs,
  type PairJudgement,
  wordFor,
} from '../paired/judge-pairs.ts';
import { pairNeeds } from '../paired/needs.ts';
import { tokenRatio } from '../paired/token-ratio.ts';
import { type Place, placeOfCell } from '../units/place.ts';
import type { RunUnits } from '../units/run-units.ts';
import type { TaskRunUnit } from '../units/task-run-unit.ts';
import { flipsOf } from './flips.ts';
import { crossFlipRate, selfFlipRate } from './noise.ts';
import { performanceOf } from './performance.ts';
import type { AbAccuracy, AbResult, AbShare } from './schema.ts';
import { sequentialOf } from './sequential.ts';
import { slicesOf } from './slices.ts';

export interface AbInput {
  readonly run: RunUnits;
  readonly baseline: string;
  readonly candidate: string;
  /** Accuracy margin as a share. */
  readonly margin: number;
  /** Margins of speeds by metric, as shares of the baseline. */
  readonly speedMargins?: Readonly<Record<string, number>>;
  readonly keys: readonly KeyDifference[];
  readonly seed: number;
  /** Give the verdict that holds at any time of looking. */
  readonly sequential?: boolean;
}

/** Two endpoints of one run on the same items: accuracy first, everything else beside it. */
export function compareEndpoints(input: AbInput): AbResult {
  const { run, baseline, candidate, margin } = input;
  const seed = `${input.seed}/ab/${baseline}/${candidate}`;
  const { places, notCompared } = commonPlaces(run, baseline, candidate);
  const ids = new Set(places.map((p) => p.id));
  const of = (endpoint: string): TaskRunUnit[] =>
    run.units.filter((u) => u.endpoint === endpoint && ids.has(u.place.id));
  const [a, b] = [of(baseline), of(candidate)];
  const pairs = pairedItems(itemMeans(a, indicators.accuracy), itemMeans(b, indicators.accuracy));
  const judged = judgePairs(pairs, margin, seed);
  const tokens = tokenRatio(a, b);
  return {
    schema: 'steelyard.ab/1',
    runId: run.summary.runId,
    planHash: run.summary.planHash,
    baseline,
    candidate,
    margin,
    primary: 'accuracy',
    keys: [...input.keys],
    places: places.map((p) => p.id),
    notCompared,
    accuracy:
      judged === undefined
        ? { absent: 'no graded item that both were asked in a valid cell' }
        : accuracyResult(judged, a, b),
    shares: sharesOf(a, b, margin, seed),
    outputTokens:
      tokens.kind === 'absent'
        ? { absent: tokens.why }
        : withoutUndefined({
            items: tokens.value.items,
            clusters: tokens.value.clusters,
            baseline: tokens.value.baseline,
            candidate: tokens.value.candidate,
            ratio: tokens.value.ratio,
            ci95: tokens.value.ci95 === undefined ? undefined : twoOf(tokens.value.ci95),
            p: tokens.value.p,
          }),
    slices: slicesOf(pairs, a, run.factsOf, seed),
    flips: flipsOf(pairs, a, b, run.factsOf),
    performance: performanceOf(places, run.repeats, baseline, candidate, input.speedMargins ?? {}),
    ...(input.sequential === true && pairs.length > 0
      ? { sequential: sequentialOf(pairs, [...a, ...b], margin) }
      : {}),
    multiplicity: {
      accuracy: 'none: the one endpoint declared before',
      slices: 'Benjamini-Hochberg over all slices; exploratory',
      shares: 'Holm over the shares',
      performance: 'Holm over all figures with five repeats and more',
    },
  };
}

const twoOf = ([lo, hi]: readonly [number, number]): [number, number] => [lo, hi];

const withoutUndefined = <T extends object>(
  value: T,
): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** Places where both have a valid cell; the invalid cells of either, named. */
function commonPlaces(
  { summary }: RunUnits,
  baseline: string,
  candidate: string,
): { places: Place[]; notCompared: AbResult['notCompared'] } {
  const own = summary.cells.filter((c) => c.endpoint === baseline || c.endpoint === candidate);
  const valid = (endpoint: string): Map<string, Place> =>
    new Map(
      own
        .filter((c) => c.endpoint === endpoint && c.validity.verdict === 'valid')
        .map((c) => [placeOfCell(c).id, placeOfCell(c)]),
    );
  const others = valid(candidate);
  return {
    places: [...valid(baseline)].flatMap(([id, place]) => (others.has(id) ? [place] : [])),
    notCompared: own
      .filter((c) => c.validity.verdict !== 'valid')
      .map((c) => ({
        endpoint: c.endpoint,
        scenario: c.scenario,
        load: placeOfCell(c).load,
        verdict: c.validity.verdict,
      })),
  };
}

/** What every paired share has, with its sign turned where fewer is better. */
function shareFigures(judged: PairJudgement, turned: boolean) {
  const { comparison, runsPerItem } = judged;
  const { delta, table, items, clusters, test, p } = comparison;
  const turn = (share: number): number => (turned ? 1 - share : share);
  const sign = turned ? -1 : 1;
  const ci95: [number, number] | undefined =
    delta.lo === undefined || delta.hi === undefined
      ? undefined
      : turned
        ? [-delta.hi, -delta.lo]
        : [delta.lo, delta.hi];
  return {
    items,
    clusters,
    runsPerItem,
    baseline: turn(judged.baseline),
    candidate: turn(judged.candidate),
    ...table,
    // A share of 0 on both sides is no difference, and not minus none.
    delta: {
      value: delta.center === 0 ? 0 : sign * delta.center,
      ...(ci95 === undefined ? {} : { ci95 }),
      method: delta.method,
    },
    test,
    p,
    warnings: [...new Set(judged.warnings.map((w) => w.code))],
  };
}

function accuracyResult(
  judged: PairJudgement,
  a: readonly TaskRunUnit[],
  b: readonly TaskRunUnit[],
): AbAccuracy {
  const { comparison, limits, margin, nonInferior } = judged;
  const needs = pairNeeds(judged);
  const noise = selfFlipRate(a);
  const cross = crossFlipRate(a, b);
  const { table, items } = comparison;
  const flipRate = cross.kind === 'value' ? cross.value : (table.lost + table.gained) / items;
  return {
    ...shareFigures(judged, false),
    alpha: DIFFERENCE_ALPHA,
    verdict: judged.verdict,
    nonInferiority: {
      margin,
      holds: nonInferior,
      p: limits.pWithin,
      lowerLimit: limits.lo,
      upperLimit: limits.hi,
      method: limits.method,
    },
    flipRate,
    noise:
      noise.kind === 'absent'
        ? { absent: noise.why }
        : { ...noise.value, excess: flipRate - noise.value.flipRate },
    resolvableDrop:
      needs.resolvable.kind === 'value' ? needs.resolvable.value : { absent: needs.resolvable.why },
    itemsForDifference: needs.forDifference ?? { absent: 'no difference was seen' },
    itemsForMargin: needs.forMargin ?? {
      absent:
        'the loss seen is not below the margin, or no spread was seen: more items need not help',
    },
  };
}

const shareIds = [
  'unreadableShare',
  'truncatedShare',
  'errorShare',
] as const satisfies readonly IndicatorId[];

/** Fewer is better in all of them, so that what is compared is the share without. */
function sharesOf(
  a: readonly TaskRunUnit[],
  b: readonly TaskRunUnit[],
  margin: number,
  seed: string,
): AbResult['shares'] {
  const judged = shareIds.map((id) => {
    const without = (unit: TaskRunUnit): number | undefined => {
      const value = indicators[id](unit);
      return value === undefined ? undefined : 1 - value;
    };
    return judgePairs(
      pairedItems(itemMeans(a, without), itemMeans(b, without)),
      margin,
      `${seed}/${id}`,
    );
  });
  const present = judged.filter((j) => j !== undefined);
  const adjusted = holm(present.map((j) => j.comparison.p));
  const result = (i: number): AbShare | { absent: string } => {
    const own = judged[i];
    if (own === undefined) return { absent: 'no item of which both have this share' };
    const pAdjusted = adjusted[present.indexOf(own)] ?? 1;
    return {
      ...shareFigures(own, true),
      pAdjusted,
      verdict: wordFor(own.comparison, pAdjusted, own.limits, margin),
    };
  };
  return { unreadableShare: result(0), truncatedShare: result(1), errorShare: result(2) };
}
