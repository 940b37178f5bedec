import type { Exchange } from '../../record/index.ts';

/** How one endpoint stands, for people to watch; no figure of a report comes from here. */
export interface EndpointProgress {
  readonly endpoint: string;
  /** Index of the load point of its latest block; absent before the first. */
  readonly loadPoint?: number;
  readonly inFlight: number;
  /** Requests handed to the transport in this segment. */
  readonly sent: number;
  /** Task runs of the current block with those before it, ended and skipped ones included. */
  readonly ended: number;
  readonly completed: number;
  readonly failed: number;
  readonly dropped: number;
  readonly dead: boolean;
  /** Median of the latest 512 requests that had a first token at this load point. */
  readonly ttftP50Ms?: number;
}

const KEPT = 512;

/** Counts as things happen: a few additions per request, sorting only when somebody looks. */
export class EndpointGauge {
  readonly endpoint: string;
  loadPoint: number | undefined;
  inFlight = 0;
  sent = 0;
  ended = 0;
  completed = 0;
  failed = 0;
  dropped = 0;
  private readonly ttfts = new Float64Array(KEPT);
  private seen = 0;

  constructor(endpoint: string) {
    this.endpoint = endpoint;
  }

  /** A block begins; medians of another load point are forgotten. */
  enter(loadPoint: number): void {
    if (loadPoint !== this.loadPoint) this.seen = 0;
    this.loadPoint = loadPoint;
  }

  observe({ outcome, firstTokenMs, sentMs }: Exchange): void {
    if (outcome.kind === 'completed') this.completed++;
    else if (outcome.kind === 'failed') this.failed++;
    if (firstTokenMs === undefined || sentMs === undefined) return;
    this.ttfts[this.seen % KEPT] = firstTokenMs - sentMs;
    this.seen++;
  }

  snapshot(dead: boolean): EndpointProgress {
    const { endpoint, loadPoint, inFlight, sent, ended, completed, failed, dropped } = this;
    const sorted = this.ttfts.slice(0, Math.min(this.seen, KEPT)).sort();
    const median = sorted[Math.floor((sorted.length - 1) / 2)];
    return {
      endpoint,
      ...(loadPoint === undefined ? {} : { loadPoint }),
      inFlight,
      sent,
      ended,
      completed,
      failed,
      dropped,
      dead,
      ...(median === undefined ? {} : { ttftP50Ms: median }),
    };
  }
}
