import type { TelemetrySample } from '../../record/index.ts';
import {
  addHistograms,
  type CumulativeHistogram,
  histogramBetween,
} from './cumulative-histogram.ts';
import { factsOf, type Meaning } from './meaning.ts';
import { type PageReading, readPage } from './read-page.ts';

/** A page by meaning, at its instant. */
export interface DatedReading extends PageReading {
  readonly segment: number;
  readonly atMs: number;
  /** The page is from within so much of `atMs`. */
  readonly boundMs: number;
  /** The server began anew, or renamed its series, since the page before. */
  readonly restarted: boolean;
}

/** One kind of page of one endpoint over a run. */
export interface BoxTimeline {
  /** In order of time within each segment. */
  readonly readings: readonly DatedReading[];
  /** Scrapes that gave no page, by reason. */
  readonly unreadable: Readonly<Record<string, number>>;
}

/** What the server counted over some stretch of time. */
export interface ServerDelta {
  readonly counters: ReadonlyMap<Meaning, number>;
  readonly histograms: ReadonlyMap<Meaning, CumulativeHistogram>;
}

type Source = Extract<TelemetrySample, { kind: 'page' }>['source'];

/** Pages of one source, by endpoint, with restarts found. */
export function boxTimelines(
  telemetry: readonly TelemetrySample[],
  source: Source,
): ReadonlyMap<string, BoxTimeline> {
  const boxes = new Map<string, { readings: DatedReading[]; unreadable: Record<string, number> }>();
  const pages = telemetry
    .filter((s) => s.kind !== 'client' && s.source === source)
    .sort((a, b) => a.segment - b.segment || a.atMs - b.atMs);
  for (const page of pages) {
    if (page.kind === 'client') continue;
    const box = boxes.get(page.endpoint) ?? { readings: [], unreadable: {} };
    boxes.set(page.endpoint, box);
    if (page.kind === 'unreadable') {
      box.unreadable[page.why] = (box.unreadable[page.why] ?? 0) + 1;
      continue;
    }
    const reading = readPage(page.samples);
    const before = box.readings.at(-1);
    box.readings.push({
      ...reading,
      segment: page.segment,
      atMs: page.atMs,
      boundMs: (page.tookMs ?? 0) / 2,
      restarted: before !== undefined && beganAnew(before, reading),
    });
  }
  return boxes;
}

/** A counter that fell, a start time that moved, or a counter under another name. */
function beganAnew(before: PageReading, after: PageReading): boolean {
  const startBefore = before.values.get('startedAt');
  const startAfter = after.values.get('startedAt');
  if (startBefore !== undefined && startAfter !== undefined) {
    if (Math.abs(startAfter - startBefore) > 1) return true;
  }
  for (const [meaning, name] of before.names) {
    if (factsOf(meaning).kind === 'gauge') continue;
    const now = after.names.get(meaning);
    if (now !== undefined && now !== name) return true;
    if (fell(before.values.get(meaning), after.values.get(meaning))) return true;
    const [old, next] = [before.histograms.get(meaning), after.histograms.get(meaning)];
    if (fell(old?.count, next?.count)) return true;
  }
  return false;
}

const fell = (before: number | undefined, after: number | undefined): boolean =>
  before !== undefined && after !== undefined && after < before;

/** Increase of every counter and histogram from one page to a later one of the same server life. */
export function deltaBetween(before: PageReading, after: PageReading): ServerDelta {
  const counters = new Map<Meaning, number>();
  const histograms = new Map<Meaning, CumulativeHistogram>();
  for (const [meaning, value] of after.values) {
    // A labelled series may first appear with its first event: it began at nought.
    const from = before.values.get(meaning) ?? 0;
    if (factsOf(meaning).kind === 'counter') counters.set(meaning, value - from);
  }
  for (const [meaning, histogram] of after.histograms) {
    const from = before.histograms.get(meaning) ?? { count: 0, sum: 0, buckets: [] };
    histograms.set(meaning, histogramBetween(from, histogram));
  }
  return { counters, histograms };
}

/** Sum over several stretches; a meaning that one of them lacks is absent from the sum. */
export function addDeltas(parts: readonly ServerDelta[]): ServerDelta {
  const [first] = parts;
  if (first === undefined) return { counters: new Map(), histograms: new Map() };
  const counters = new Map<Meaning, number>();
  const histograms = new Map<Meaning, CumulativeHistogram>();
  for (const meaning of first.counters.keys()) {
    const all = parts.map((p) => p.counters.get(meaning));
    const known = all.filter((v) => v !== undefined);
    if (known.length === all.length)
      counters.set(
        meaning,
        known.reduce((a, b) => a + b, 0),
      );
  }
  for (const meaning of first.histograms.keys()) {
    const all = parts.map((p) => p.histograms.get(meaning));
    const known = all.filter((h) => h !== undefined);
    if (known.length === all.length) histograms.set(meaning, addHistograms(known));
  }
  return { counters, histograms };
}
