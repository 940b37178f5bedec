import type { Clock, MetricSample, MetricsPage, Scraper, Sink } from '../../base/index.ts';
import { ms } from '../../base/index.ts';
import type { TelemetrySample, TelemetrySource } from '../../record/index.ts';

/** One page to read again and again. */
export interface PageTarget {
  readonly endpoint: string;
  readonly source: TelemetrySource;
  readonly url: string;
  readonly scraper: Scraper;
}

/** `each`: what is wanted of every page; `ends`: what is wanted of the first and the last. */
export type PageDetail = 'each' | 'ends';

export interface PageWatchOptions {
  readonly clock: Clock;
  readonly sink: Pick<Sink<TelemetrySample>, 'append'>;
  readonly segment: number;
  readonly targets: readonly PageTarget[];
  /** The samples worth keeping: those with a known meaning. */
  readonly reduce: (samples: readonly MetricSample[], detail: PageDetail) => MetricSample[];
  /** Default 1 s; it grows with the length of the run, to 5 s at most, so that the file stays small. */
  readonly everyMs?: number;
}

/** Pages being watched. */
export interface PageWatch {
  /** Resolves when every target was asked once: the page before the load. */
  readonly begun: Promise<void>;
  /** Asks every target a last time; the page after the load. */
  stop(): Promise<void>;
}

const SETTLE_MS = 200;
const SLOWEST_MS = 5000;
/** A run this long is scraped at the first interval; one twice as long at twice the interval. */
const FULL_PACE_MS = 30 * 60_000;
/** A page that says nothing new is written at least this often, as a sign of life. */
const HEARTBEAT_MS = 10_000;

/**
 * Scrapes each target before, during and after a segment, one request at a time per target. Pages that
 * fail are written as `unreadable`; pages equal to the one before are left out, but for a sign of life
 * every 10 s and for the last of them, so that the moment before a change keeps its instant.
 */
export function watchPages(options: PageWatchOptions): PageWatch {
  const watches = options.targets.map((target) => watchPage(target, options));
  return {
    begun: Promise.all(watches.map((w) => w.begun)).then(() => undefined),
    stop: async () => {
      await Promise.all(watches.map((w) => w.stop()));
    },
  };
}

function watchPage(target: PageTarget, options: PageWatchOptions): PageWatch {
  const { clock, everyMs = 1000 } = options;
  const write = pageWriter(target, options);
  let stopped = false;
  let unschedule = (): void => {};
  let asking: Promise<void> = Promise.resolve();
  const ask = (detail: PageDetail): Promise<void> => {
    asking = target.scraper.scrape(target.url).then((page) => write(page, detail));
    return asking;
  };
  const next = (dueMs: number): void => {
    if (stopped) return;
    const interval = Math.min(
      Math.max(SLOWEST_MS, everyMs),
      everyMs * Math.max(1, clock.now() / FULL_PACE_MS),
    );
    // A slow page is not asked twice at once: its missed turns are left out, not made up for.
    const at = Math.max(dueMs + interval, clock.now());
    unschedule = clock.schedule(ms(at), () => {
      void ask('each').then(() => next(at));
    });
  };
  const began = clock.now();
  const begun = ask('ends').then(() => next(began));
  return {
    begun,
    stop: async () => {
      stopped = true;
      unschedule();
      await begun;
      await asking;
      // A server may count a request a moment after its last token left.
      await new Promise<void>((resolve) => {
        clock.schedule(ms(clock.now() + SETTLE_MS), resolve);
      });
      await ask('ends');
    },
  };
}

type PageSample = Extract<TelemetrySample, { kind: 'page' }>;

/** Writes one target's pages, leaving out what the page before already said. */
function pageWriter(
  { endpoint, source }: PageTarget,
  { sink, segment, reduce }: PageWatchOptions,
): (page: MetricsPage, detail: PageDetail) => void {
  let said: string | undefined;
  let writtenMs = Number.NEGATIVE_INFINITY;
  let held: PageSample | undefined;
  const flush = (): void => {
    if (held !== undefined) sink.append(held);
    held = undefined;
  };
  return (page, detail) => {
    const at = { segment, atMs: ms(page.atMs), endpoint, source };
    const samples = page.kind === 'page' ? reduce(page.samples, detail) : [];
    if (page.kind === 'unreadable' || samples.length === 0) {
      flush();
      said = undefined;
      const why = page.kind === 'unreadable' ? page.why : nothingKnown(page.samples);
      sink.append({ kind: 'unreadable', ...at, why });
      return;
    }
    const sample: PageSample = {
      kind: 'page',
      ...at,
      tookMs: page.tookMs,
      ...(page.wrongLines === undefined ? {} : { wrongLines: page.wrongLines }),
      samples,
    };
    const says = JSON.stringify(samples);
    if (detail === 'each' && says === said && page.atMs - writtenMs < HEARTBEAT_MS) {
      held = sample;
      return;
    }
    flush();
    sink.append(sample);
    said = detail === 'each' ? says : undefined;
    writtenMs = page.atMs;
  };
}

const nothingKnown = (samples: readonly MetricSample[]): string => {
  const names = [...new Set(samples.map((s) => s.name))].slice(0, 3).join(', ');
  return `none of its ${samples.length} samples has a known meaning (${names}, ...)`;
};
