import type { Warning } from '../../base/index.ts';
import { warning } from '../../base/index.ts';
import type { Exchange } from '../../record/index.ts';
import { distribution } from '../summary/distribution.ts';
import type { Floor, FloorFigure, FloorPhase } from './schema.ts';

/** One request of a floor measurement; its answer is the source's own log of sending. */
export interface FloorSample {
  readonly dueMs: number;
  readonly exchange: Exchange;
}

/** What was driven and how busy the client was. */
export interface FloorLoad {
  readonly streams: number;
  readonly ratePerS: number;
  readonly seconds: number;
  readonly loopUtilisation: number;
  /** While every stream had a measured answer in flight, ms on the client's clock. */
  readonly steadyMs: readonly [from: number, to: number];
  /** Add to an instant of the source, ms, to have it on the client's clock; absent without a common clock. */
  readonly sourceOffsetMs?: number;
}

/** Digits of one instant of sending, whole ns: the source writes one as the content of each event. */
export const STAMP_DIGITS = 19;

/** A stamp may lie this much before its sending by rounding and by reading two clocks one after the other. */
const CLOCK_SLACK_MS = 0.05;

/** Figures of one phase; requests that failed count as such and give no figure. */
export function summarizePhase(samples: readonly FloorSample[], load: FloorLoad): FloorPhase {
  const ttft: number[] = [];
  const gapErrors: number[] = [];
  const stampErrors: number[] = [];
  const sendLags: number[] = [];
  let failed = 0;
  let events = 0;
  let beforeSending = 0;
  const [fromMs, toMs] = load.steadyMs;
  for (const { dueMs, exchange } of samples) {
    const { sentMs, firstTokenMs, outcome } = exchange;
    if (sentMs !== undefined) sendLags.push(sentMs - dueMs);
    if (outcome.kind !== 'completed' || sentMs === undefined || firstTokenMs === undefined) {
      failed++;
      continue;
    }
    ttft.push(firstTokenMs - sentMs);
    const seen = arrivals(exchange);
    const sent = sendings(exchange.answer ?? '');
    // Of messages that were not all seen as events of their own, gaps cannot be told apart.
    if (sent.length !== seen.length) {
      failed++;
      continue;
    }
    events += seen.filter((at) => at > fromMs && at <= toMs).length;
    for (let i = 0; i < seen.length; i++) {
      const [at = 0, from = 0] = [seen[i], sent[i]];
      if (load.sourceOffsetMs !== undefined) {
        const error = at - (from + load.sourceOffsetMs);
        if (error < -CLOCK_SLACK_MS) beforeSending++;
        stampErrors.push(error);
      }
      if (i > 0) {
        gapErrors.push(Math.abs(at - (seen[i - 1] ?? 0) - (from - (sent[i - 1] ?? 0))));
      }
    }
  }
  return {
    streams: load.streams,
    ratePerS: load.ratePerS,
    seconds: load.seconds,
    requests: { measured: samples.length, failed },
    eventsPerS:
      toMs > fromMs
        ? (events / (toMs - fromMs)) * 1000
        : { absent: 'the load was never steady: measure for longer' },
    loopUtilisation: load.loopUtilisation,
    ttftMs: figureOf(ttft),
    gapErrorMs: figureOf(gapErrors),
    stampErrorMs:
      load.sourceOffsetMs === undefined
        ? { absent: 'the two processes have no clock in common' }
        : beforeSending > 0
          ? {
              absent: `${beforeSending} events were seen before they were sent: no clock in common`,
            }
          : figureOf(stampErrors),
    sendLagMs: figureOf(sendLags),
  };
}

/** When each token-bearing message came, ms on the client's clock. */
function arrivals({ firstMessageMs, messageGapsUs, messageKinds }: Exchange): number[] {
  if (firstMessageMs === undefined || messageKinds === undefined) return [];
  const at: number[] = [];
  let sinceFirstUs = 0;
  for (let i = 0; i < messageKinds.length; i++) {
    if (i > 0) sinceFirstUs += messageGapsUs?.[i - 1] ?? 0;
    if (messageKinds.charAt(i) === 'c') at.push(firstMessageMs + sinceFirstUs / 1000);
  }
  return at;
}

/** Instants in the answer, ms on the source's clock. */
function sendings(answer: string): number[] {
  const at: number[] = [];
  for (let i = 0; i + STAMP_DIGITS <= answer.length; i += STAMP_DIGITS) {
    at.push(Number(answer.slice(i, i + STAMP_DIGITS)) / 1e6);
  }
  return at;
}

function figureOf(values: readonly number[]): FloorFigure {
  const whole = distribution(values, 0);
  if (!('count' in whole)) return { absent: 'no request gave a value' };
  const { count, max, p50, p99, ci95, absent } = whole;
  return {
    n: count,
    min: values.reduce((a, b) => Math.min(a, b)),
    ...(p50 === undefined ? {} : { p50 }),
    ...(p99 === undefined ? {} : { p99 }),
    max,
    ci95: {
      ...(ci95.p50 === undefined ? {} : { p50: ci95.p50 }),
      ...(ci95.p99 === undefined ? {} : { p99: ci95.p99 }),
    },
    absent: Object.fromEntries(
      ['p50', 'p99'].flatMap((name) => (absent[name] === undefined ? [] : [[name, absent[name]]])),
    ),
  };
}

/** Above this the client itself is what makes latencies; the same limit as of a cell's validity. */
const BUSY_LOOP = 0.7;
/** A source or client that reaches less than this share of the plan measured another load. */
const REACHED = 0.95;
/** Processes per CPU that want to run before the measurement begins. */
const BUSY_HOST = 0.7;

/** Doubts about a floor, from its own figures. */
export function floorWarnings(floor: Omit<Floor, 'warnings'>): Warning[] {
  const warnings: Warning[] = [];
  const { host, idle, loaded, clock } = floor;
  if (!clock.common) warnings.push(warning('no-common-clock'));
  if (host.cpus < 2) warnings.push(warning('source-shares-cpu'));
  if (host.load !== undefined && host.load > BUSY_HOST * host.cpus) {
    warnings.push(warning('host-busy', { load: host.load, cpus: host.cpus }));
  }
  for (const [name, phase] of [
    ['idle', idle],
    ['loaded', loaded],
  ] as const) {
    const { failed, measured } = phase.requests;
    if (failed > 0) warnings.push(warning('requests-failed', { phase: name, failed, measured }));
    if ('n' in phase.ttftMs && phase.ttftMs.p99 === undefined) {
      warnings.push(warning('sample-too-small', { phase: name, n: phase.ttftMs.n }));
    }
  }
  if (loaded.loopUtilisation > BUSY_LOOP) {
    warnings.push(warning('client-limited', { utilisation: loaded.loopUtilisation }));
  }
  const planned = loaded.streams * loaded.ratePerS;
  const reached = loaded.eventsPerS;
  if (typeof reached === 'number' && reached < REACHED * planned) {
    warnings.push(warning('load-not-reached', { planned, reached }));
  }
  return warnings;
}
