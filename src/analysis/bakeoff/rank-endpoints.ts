import { holm } from '../../stats/index.ts';
import { accuracyOf } from '../summary/accuracy.ts';
import { cellId } from '../summary/cell-key.ts';
import { distribution } from '../summary/distribution.ts';
import { type ItemScores, itemScores } from '../summary/item-scores.ts';
import type { Cell, Figure, PercentileName, Summary } from '../summary/schema.ts';
import type { CellItems, CellLatencies } from '../summary/summarize.ts';
import { compareAccuracy, itemsToSeparate } from './compare-accuracy.ts';
import { pairedItems } from './paired-items.ts';
import type { Bakeoff, BakeoffPair, BakeoffRow } from './schema.ts';

const ALPHA = 0.05;

/** Accuracy margin within which two boxes count as equivalent, unless the plan sets another. */
export const DEFAULT_MARGIN = 0.02;

export interface BakeoffInput {
  readonly summary: Summary;
  readonly cellItems: readonly CellItems[];
  /** Values behind the summary's latencies, for percentiles over several scenarios. */
  readonly latencies: readonly CellLatencies[];
  readonly seed: number;
  readonly margin?: number;
}

/**
 * Ranks the endpoints of a run. Pairwise tests on the same items, Holm-adjusted over all pairs, give
 * each endpoint the ranks that remain open: 1 + those proven better, to n - those proven worse. An
 * order that the tests do not prove is no order.
 */
export function rankEndpoints({
  summary,
  cellItems,
  latencies,
  seed,
  margin = DEFAULT_MARGIN,
}: BakeoffInput): Bakeoff {
  const endpoints = [...new Set(summary.cells.map((c) => c.endpoint))].sort();
  const pairs = comparePairs(endpoints, cellItems, seed, margin);
  const rows = endpoints.map((endpoint): BakeoffRow => {
    const beaten = (verdict: 'better' | 'worse'): number => countVerdicts(pairs, endpoint, verdict);
    const rank: [number, number] = [1 + beaten('worse'), endpoints.length - beaten('better')];
    return rowOf(
      endpoint,
      rank,
      summary,
      latencies,
      merged(cellItems, endpoint, () => true),
    );
  });
  rows.sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || byAccuracy(a, b));
  return {
    schema: 'steelyard.bakeoff/1',
    runId: summary.runId,
    planHash: summary.planHash,
    ranking: rows,
    pairs,
    margin,
    notCompared: summary.cells
      .filter((c) => c.validity.verdict !== 'valid')
      .map((c) => ({
        endpoint: c.endpoint,
        scenario: c.scenario,
        loadPoint: c.loadPoint.index,
        verdict: c.validity.verdict,
      })),
  };
}

const byAccuracy = (a: BakeoffRow, b: BakeoffRow): number => {
  const of = (row: BakeoffRow): number => ('value' in row.accuracy ? row.accuracy.value : -1);
  return of(b) - of(a) || (a.endpoint < b.endpoint ? -1 : 1);
};

/** Pairs in which the endpoint came out with that verdict, from either side. */
function countVerdicts(
  pairs: readonly BakeoffPair[],
  endpoint: string,
  verdict: 'better' | 'worse',
): number {
  const opposite = verdict === 'better' ? 'worse' : 'better';
  return pairs.filter(
    (p) =>
      (p.candidate === endpoint && p.verdict === verdict) ||
      (p.baseline === endpoint && p.verdict === opposite),
  ).length;
}

function comparePairs(
  endpoints: readonly string[],
  cellItems: readonly CellItems[],
  seed: number,
  margin: number,
): BakeoffPair[] {
  const compared = endpoints.flatMap((baseline, i) =>
    endpoints.slice(i + 1).flatMap((candidate) => {
      const positions = validPositions(cellItems, candidate);
      const both = [...validPositions(cellItems, baseline)].filter((p) => positions.has(p));
      const common = new Set(both);
      const of = (endpoint: string) =>
        merged(cellItems, endpoint, (position) => common.has(position)).scores();
      const pairs = pairedItems(of(baseline), of(candidate));
      const comparison = compareAccuracy(pairs, `${seed}/${baseline}/${candidate}`);
      return comparison === undefined ? [] : [{ baseline, candidate, comparison }];
    }),
  );
  const adjusted = holm(compared.map((c) => c.comparison.p));
  return compared.map(({ baseline, candidate, comparison }, i): BakeoffPair => {
    const { delta, decidable } = comparison;
    const pAdjusted = adjusted[i] ?? 1;
    const verdict = verdictOf(delta, decidable && pAdjusted < ALPHA, margin);
    const need = verdict === 'undecided' ? itemsToSeparate(comparison) : undefined;
    return {
      baseline,
      candidate,
      items: comparison.items,
      clusters: comparison.clusters,
      ...comparison.table,
      delta: {
        value: delta.center,
        ...(delta.lo === undefined || delta.hi === undefined ? {} : { ci95: [delta.lo, delta.hi] }),
        n: delta.n,
        method: delta.method,
      },
      test: comparison.test,
      p: comparison.p,
      pAdjusted,
      alpha: ALPHA,
      verdict,
      ...(need === undefined ? {} : { needItems: need }),
      warnings: [...new Set(comparison.warnings.map((w) => w.code))],
    };
  });
}

/** Where the endpoint's cells are valid: a pair is compared only where both are. */
const validPositions = (cellItems: readonly CellItems[], endpoint: string): Set<string> =>
  new Set(cellItems.filter((c) => c.endpoint === endpoint && c.valid).map((c) => c.position));

/** The endpoint's items over its valid cells at the positions wanted. */
function merged(
  cellItems: readonly CellItems[],
  endpoint: string,
  wanted: (position: string) => boolean,
): ItemScores {
  const all = itemScores();
  for (const cell of cellItems) {
    if (cell.endpoint === endpoint && cell.valid && wanted(cell.position)) all.merge(cell.items);
  }
  return all;
}

function verdictOf(
  delta: { readonly center: number; readonly lo?: number; readonly hi?: number },
  significant: boolean,
  margin: number,
): BakeoffPair['verdict'] {
  if (significant) return delta.center > 0 ? 'better' : 'worse';
  const inside =
    delta.lo !== undefined && delta.hi !== undefined && delta.lo > -margin && delta.hi < margin;
  return inside ? 'equivalent' : 'undecided';
}

function rowOf(
  endpoint: string,
  rank: [number, number],
  summary: Summary,
  latencies: readonly CellLatencies[],
  items: ItemScores,
): BakeoffRow {
  const own = summary.cells.filter((c) => c.endpoint === endpoint);
  const valid = own.filter((c) => c.validity.verdict === 'valid');
  const loadPoint = Math.max(...summary.cells.map((c) => c.loadPoint.index));
  const top = valid.filter((c) => c.loadPoint.index === loadPoint);
  const accuracy = accuracyOf(items);
  return {
    endpoint,
    rank,
    accuracy:
      accuracy.value === undefined
        ? { absent: 'no valid cell was graded' }
        : {
            value: accuracy.value,
            ...(accuracy.ci95 === undefined ? {} : { ci95: accuracy.ci95 }),
            n: accuracy.n,
            method: accuracy.method,
          },
    loadPoint,
    correctGoodputPerS: meanFigure(top, (c) => c.correctGoodputPerS),
    goodputPerS: meanFigure(top, (c) => c.goodputPerS),
    ttftP95Ms: pooledPercentile(top, latencies, 'ttftMs', 'p95'),
    tpotP50Ms: pooledPercentile(top, latencies, 'tpotMs', 'p50'),
    e2eP95Ms: pooledPercentile(top, latencies, 'e2eMs', 'p95'),
    outputTokensPerS: meanFigure(top, (c) => c.tokensPerS.output),
    cnyPerCorrectTask: meanFigure(top, (c) => c.cost?.cnyPerCorrectTask ?? noPrice),
    cnyPerMillionOutputTokens: meanFigure(top, (c) => c.cost?.cnyPerMillionOutputTokens ?? noPrice),
    valid: own.length > 0 && valid.length === own.length,
  };
}

const noPrice: Figure = { absent: 'the fleet file names no price for this box' };

/** Mean over the scenarios of the load point; absent, with its reason, where one of them is. */
function meanFigure(cells: readonly Cell[], of: (cell: Cell) => Figure): Figure {
  if (cells.length === 0) return { absent: 'no valid cell at this load point' };
  let sum = 0;
  for (const cell of cells) {
    const figure = of(cell);
    if (typeof figure !== 'number') return figure;
    sum += figure;
  }
  return sum / cells.length;
}

/** A percentile over all requests of the endpoint's valid cells at the load point, scenarios together. */
function pooledPercentile(
  cells: readonly Cell[],
  latencies: readonly CellLatencies[],
  metric: 'ttftMs' | 'tpotMs' | 'e2eMs',
  name: PercentileName,
): BakeoffRow['ttftP95Ms'] {
  if (cells.length === 0) return { absent: 'no valid cell at this load point' };
  const own = new Set(cells.map(keyOf));
  const values = latencies
    .filter((l) => l.metric === metric && own.has(cellId(l.key)))
    .flatMap((l) => [...l.valuesMs]);
  const failed = cells.reduce((n, c) => n + c.requests.failed, 0);
  const pooled = distribution(values, failed);
  if (!('count' in pooled)) return pooled;
  const value = pooled[name];
  if (value === undefined) return { absent: pooled.absent[name] ?? 'not estimable' };
  const ci95 = pooled.ci95[name];
  return {
    value,
    ...(ci95 === undefined ? {} : { ci95 }),
    n: pooled.count,
    method: pooled.method,
  };
}

const keyOf = (c: Cell): string =>
  cellId({
    endpoint: c.endpoint,
    scenario: c.scenario,
    strategy: c.strategy,
    ...(c.serialisation === undefined ? {} : { serialisation: c.serialisation }),
    loadPoint: c.loadPoint.index,
  });
