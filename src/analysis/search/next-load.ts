import type { SearchResult, SearchStep } from './schema.ts';

/** The plan's words for a search. */
export interface SearchSettings {
  readonly of: 'ratePerS' | 'concurrency';
  readonly from: number;
  readonly to: number;
  /** Relative width of the bracket at which a search ends. */
  readonly tolerance: number;
}

/** What of a tested load decides the next. */
export type Tested = Pick<SearchStep, 'load' | 'met' | 'clientLimited'>;

export type SearchMove =
  | { readonly kind: 'test'; readonly load: number; readonly why: 'climb' | 'bisect' | 'beyond' }
  | ({ readonly kind: 'done' } & Pick<
      SearchResult,
      'state' | 'capacityAtSlo' | 'bracket' | 'nonMonotone'
    >);

/**
 * The next load to test, or the end: from `from` by doubling up to the first load that is not met,
 * by bisection between the last two, and at last one doubling beyond the first that was not met, since
 * a box that meets there again is not monotone and its "capacity" has no single value. A function of
 * what was tested alone, so that a resumed search goes the same way.
 */
export function nextLoad(tested: readonly Tested[], settings: SearchSettings): SearchMove {
  const ladder = ladderOf(settings);
  const at = new Map(tested.map((t) => [t.load, t]));
  if (tested.some((t) => !t.met && t.clientLimited)) return done(tested, 'client-limited');
  const climb = ladder.find((load) => at.get(load)?.met !== true);
  if (climb === undefined) return done(tested, 'at-least');
  if (!at.has(climb)) return { kind: 'test', load: climb, why: 'climb' };
  const { lo, hi } = bracketOf(tested);
  if (lo !== undefined && hi !== undefined) {
    const load = middle(lo, hi, settings);
    if (load !== undefined) return { kind: 'test', load, why: 'bisect' };
  }
  const beyond = ladder[ladder.indexOf(climb) + 1];
  if (beyond !== undefined && !at.has(beyond)) return { kind: 'test', load: beyond, why: 'beyond' };
  return done(tested, lo === undefined ? 'below' : 'bracketed');
}

/** What can be said of a search that was cut before its end. */
export const unfinished = (tested: readonly Tested[]): Extract<SearchMove, { kind: 'done' }> =>
  done(tested, 'unfinished');

/** The most loads that a search can test: its ladder, the bisection of its widest gap, and one beyond. */
export function mostSteps(settings: SearchSettings): number {
  const rungs = ladderOf(settings).length;
  return rungs + Math.ceil(Math.log2(1 / settings.tolerance)) + 1;
}

/** Loads of the climb: doublings of `from`, the last one `to`. */
export function ladderOf({ from, to }: SearchSettings): number[] {
  const ladder: number[] = [];
  for (let load = from; load < to; load *= 2) ladder.push(rounded(load));
  ladder.push(to);
  return ladder;
}

/** The lowest load not met, and the highest met below it. */
function bracketOf(tested: readonly Tested[]): { lo?: number; hi?: number } {
  const failing = tested.filter((t) => !t.met).map((t) => t.load);
  const hi = failing.length === 0 ? undefined : Math.min(...failing);
  const below = tested.filter((t) => t.met && t.load < (hi ?? Number.POSITIVE_INFINITY));
  const lo = below.length === 0 ? undefined : Math.max(...below.map((t) => t.load));
  return { ...(lo === undefined ? {} : { lo }), ...(hi === undefined ? {} : { hi }) };
}

function middle(lo: number, hi: number, settings: SearchSettings): number | undefined {
  if ((hi - lo) / lo <= settings.tolerance) return undefined;
  const half = (lo + hi) / 2;
  const load = settings.of === 'concurrency' ? Math.floor(half) : rounded(half);
  return load > lo && load < hi ? load : undefined;
}

/** Four significant digits: what a person can type again, and finer than any tolerance in use. */
const rounded = (load: number): number => Number(load.toPrecision(4));

function done(
  tested: readonly Tested[],
  state: SearchResult['state'],
): Extract<SearchMove, { kind: 'done' }> {
  const { lo, hi } = bracketOf(tested);
  const bracket = {
    ...(lo === undefined ? {} : { metAt: lo }),
    ...(hi === undefined ? {} : { notMetAt: hi }),
  };
  const again = tested.filter((t) => t.met && hi !== undefined && t.load > hi).map((t) => t.load);
  return {
    kind: 'done',
    state,
    capacityAtSlo:
      lo ??
      ({
        absent: hi === undefined ? 'no load was tested to its end' : `not met at ${hi}`,
      } satisfies SearchResult['capacityAtSlo']),
    bracket,
    ...(hi === undefined || again.length === 0
      ? {}
      : { nonMonotone: { notMetAt: hi, metAt: Math.min(...again) } }),
  };
}
