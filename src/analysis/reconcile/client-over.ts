import type { ClientLedger } from './client-ledger.ts';
import type { Stretch } from './stretches.ts';

/** What the client saw over stretches of time, of everything it did to the box. */
export interface ClientOver {
  /** Requests that completed inside, and those that ended otherwise. */
  readonly completed: number;
  readonly ended: number;
  /** Requests of the cell itself among `completed`. */
  readonly own: number;
  /** Requests that ended so near to an edge that the server may have counted them on its other side. */
  readonly atEdges: number;
  readonly promptTokens: number;
  readonly generatedTokens: number;
  readonly cachedTokens?: number;
  /** Tokens that may lie on the other side of an edge. */
  readonly promptTokensAtEdges: number;
  readonly generatedTokensAtEdges: number;
  /** Completed requests without the server's own counts. */
  readonly withoutUsage: number;
  readonly clientCounted: number;
  /** Of requests whose first token, and whose end, lies inside; ms, ascending. */
  readonly ttftMs: readonly number[];
  readonly e2eMs: readonly number[];
  /** Gaps of the blocks that lie inside for the most part. */
  readonly gaps: {
    readonly perBound: Float64Array;
    readonly sumMs: number;
    readonly count: number;
  };
  /** Tokens over token-bearing messages of these blocks; absent without either. */
  readonly tokensPerGap?: number;
}

/** A server enters a request into its counters within so much of the client's last byte. */
const SETTLE_MS = 100;

/** Sums the ledger over `stretches`. */
export function clientOver(
  ledger: ClientLedger,
  stretches: readonly Stretch[],
  cell: string,
): ClientOver {
  const c = ledger.columns();
  const ownIndex = c.cells.indexOf(cell);
  const sum = {
    completed: 0,
    ended: 0,
    own: 0,
    atEdges: 0,
    promptTokens: 0,
    generatedTokens: 0,
    promptTokensAtEdges: 0,
    generatedTokensAtEdges: 0,
    withoutUsage: 0,
    clientCounted: 0,
  };
  let cached = 0;
  let cachedKnown = 0;
  let tokensBehindFirst = 0;
  const ttft: number[] = [];
  const e2e: number[] = [];
  const at = (column: Float64Array, i: number): number => column[i] ?? Number.NaN;
  const bySegment = grouped(stretches);
  for (let i = 0; i < c.sent.length; i++) {
    const own = bySegment.get(at(c.segment, i));
    if (own === undefined) continue;
    const sent = at(c.sent, i);
    const first = at(c.firstToken, i);
    const last = at(c.lastToken, i);
    const end = at(c.end, i);
    const prompt = at(c.promptTokens, i);
    const output = at(c.outputTokens, i);
    const lastInstant = Number.isNaN(end) ? sent : end;
    for (let k = firstTouching(own, sent); k < own.length; k++) {
      const stretch = own[k];
      if (stretch === undefined || stretch.from.atMs - slackOf(stretch.from) > lastInstant) break;
      const { from, to } = stretch;
      const inside = (t: number): boolean => t > from.atMs && t <= to.atMs;
      const nearEdge = (t: number): boolean =>
        Math.abs(t - from.atMs) <= slackOf(from) || Math.abs(t - to.atMs) <= slackOf(to);
      if (inside(first)) {
        ttft.push(first - sent);
        if (prompt >= 0) sum.promptTokens += prompt;
        if (at(c.cachedTokens, i) >= 0) {
          cached += at(c.cachedTokens, i);
          cachedKnown++;
        }
      }
      if (nearEdge(first) && prompt >= 0) sum.promptTokensAtEdges += prompt;
      if (output >= 0 && first <= last) {
        sum.generatedTokens += output * overlapShare(first, last, from.atMs, to.atMs);
        sum.generatedTokensAtEdges +=
          output * (nearShare(first, last, from) + nearShare(first, last, to));
      }
      if (nearEdge(end)) sum.atEdges++;
      if (!inside(end)) continue;
      sum.ended++;
      if (at(c.completed, i) !== 1) continue;
      sum.completed++;
      if (at(c.cell, i) === ownIndex) sum.own++;
      if (!(prompt >= 0 && output >= 0)) sum.withoutUsage++;
      else if (at(c.counted, i) !== 1) sum.clientCounted++;
      if (output > 1) tokensBehindFirst += output - 1;
      if (last >= 0) e2e.push(last - sent);
    }
  }
  const gaps = gapsOver(ledger, stretches);
  return {
    ...sum,
    ...(cachedKnown === 0 ? {} : { cachedTokens: cached }),
    ttftMs: ttft.sort((a, b) => a - b),
    e2eMs: e2e.sort((a, b) => a - b),
    gaps,
    ...(gaps.count === 0 ? {} : { tokensPerGap: tokensBehindFirst / gaps.count }),
  };
}

/** Share of a request's tokens between two instants, if they are spread evenly from first to last. */
function overlapShare(first: number, last: number, fromMs: number, toMs: number): number {
  if (last === first) return first > fromMs && first <= toMs ? 1 : 0;
  return Math.max(0, Math.min(last, toMs) - Math.max(first, fromMs)) / (last - first);
}

const nearShare = (first: number, last: number, edge: Stretch['from']): number =>
  overlapShare(first, last, edge.atMs - slackOf(edge), edge.atMs + slackOf(edge));

const slackOf = (edge: Stretch['from']): number => edge.boundMs + SETTLE_MS;

function grouped(stretches: readonly Stretch[]): ReadonlyMap<number, readonly Stretch[]> {
  const groups = new Map<number, Stretch[]>();
  for (const s of [...stretches].sort((a, b) => a.from.atMs - b.from.atMs)) {
    groups.set(s.segment, [...(groups.get(s.segment) ?? []), s]);
  }
  return groups;
}

/** Index of the first of disjoint, ordered stretches that does not end before `fromMs`. */
function firstTouching(stretches: readonly Stretch[], fromMs: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    const to = stretches[mid]?.to;
    if (to !== undefined && to.atMs + slackOf(to) < fromMs) low = mid + 1;
    else high = mid;
  }
  return low;
}

function gapsOver(ledger: ClientLedger, stretches: readonly Stretch[]): ClientOver['gaps'] {
  const { blocks } = ledger;
  const perBound = new Float64Array(blocks[0]?.gaps.length ?? 0);
  let sumMs = 0;
  let count = 0;
  for (const block of blocks) {
    const middle = (block.startMs + block.endMs) / 2;
    const isInside = stretches.some(
      (s) => s.segment === block.segment && middle > s.from.atMs && middle <= s.to.atMs,
    );
    if (!isInside) continue;
    block.gaps.forEach((n, i) => {
      perBound[i] = (perBound[i] ?? 0) + n;
    });
    sumMs += block.gapSumMs;
    count += block.gapCount;
  }
  return { perBound, sumMs, count };
}
