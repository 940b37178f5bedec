import type { MachineFacts } from './machine-facts.ts';
import type { Parameters } from './parameters.ts';
import { decodeStepSeconds, prefillSeconds } from './step-time.ts';

/** What a replica is asked for: `concurrency` users who ask again as soon as they are answered. */
export interface ClosedLoad {
  readonly isl: number;
  readonly osl: number;
  readonly concurrency: number;
  readonly cachedTokens?: number;
  readonly speculative?: boolean;
}

/** Mean latencies of a replica in a closed loop, and what they hang on. */
export interface SpeedFigures {
  readonly ttftMs: number;
  readonly tpotMs: number;
  /** Output tokens per second of the replica. */
  readonly tokensPerS: number;
  readonly requestsPerS: number;
  /** Requests that decode at the same time. */
  readonly batch: number;
  /** Share of a busy server's time that goes to prefill. */
  readonly prefillShare: number;
  /** Share of TTFT that is waiting for others, not the request's own prefill. */
  readonly queueShare: number;
  /** Cache the load asks for, over what there is; above 1 requests wait or are preempted. */
  readonly kvDemand: number;
}

const ROUNDS = 8;
/** Sharpness of the knee at a full cache: 3% of the users wait when all just fit. */
const KNEE = 24;

/**
 * The fixed point of a closed loop: users in prefill, waiting and decoding add up to the concurrency;
 * a new request waits for the prefills it finds (mean-value analysis) and for its own wave; a decoding
 * request is slowed by the prefills of others. A fixed number of damped rounds, so that the result is a
 * smooth function of the parameters. Formulas: docs/methods/sizing.md, "Load".
 */
export function closedLoop(m: MachineFacts, p: Parameters, load: ClosedLoad): SpeedFigures {
  const users = load.concurrency;
  const cached = Math.min(load.cachedTokens ?? 0, load.isl - 1);
  const context = load.isl + load.osl / 2;
  const tokensPerStep = load.speculative === true ? p.draftGain : 1;
  const prefill = prefillSeconds(m, p, load.isl - cached, cached);
  const room = Math.min(
    Math.max(1, (p.kvShare * m.kvTokens) / (load.isl + load.osl)),
    m.maxNumSeqs * m.attentionCopies,
  );
  const running = users / (1 + (users / room) ** KNEE) ** (1 / KNEE);
  const perCopy = Math.max(0, running / m.attentionCopies - 1);
  const decodes = Math.max(load.osl - 1, 0);

  let decoding = running;
  let tpot = 0;
  let ttft = 0;
  let step = 0;
  for (let round = 0; round < ROUNDS; round++) {
    step = decodeStepSeconds(m, p, Math.max(decoding, Math.min(1, users)), context) / tokensPerStep;
    const service = ttft === 0 ? prefill : ttft;
    const cycle = service + decodes * (tpot === 0 ? step : tpot);
    const others = prefill * perCopy;
    // Prefill work that the other users bring in while this one decodes, spread over its tokens.
    tpot =
      step +
      ((p.interference * others * (decodes === 0 ? 0 : 1)) / Math.max(decodes, 1)) *
        ((decodes * (tpot === 0 ? step : tpot)) / cycle);
    const met =
      p.queueing * perCopy * Math.min(1, Math.max(0, service - p.requestMs * 1e-3) / cycle);
    const wave = p.burst * perCopy;
    const next = p.requestMs * 1e-3 + prefill * (1 + met + wave) + (perCopy > 0 ? 0.5 * step : 0);
    // No more than everyone else's prefill can stand before a request.
    const bounded = Math.min(next, p.requestMs * 1e-3 + step + prefill * (1 + perCopy));
    ttft = ttft === 0 ? bounded : 0.5 * (ttft + bounded);
    decoding = running * Math.min(1, (decodes * tpot) / (ttft + decodes * tpot) + 1 / (users + 1));
    decoding = Math.min(decoding, running);
  }
  const throughput = running / (ttft + decodes * tpot);
  // Users beyond the room wait for one of the running requests to end.
  const waiting = Math.max(0, users - running) / throughput;
  const work = prefill / m.attentionCopies;
  return {
    ttftMs: (ttft + waiting) * 1000,
    tpotMs: tpot * 1000,
    tokensPerS: throughput * load.osl,
    requestsPerS: throughput,
    batch: decoding,
    prefillShare: Math.min(1, throughput * work),
    queueShare: Math.max(0, 1 - (p.requestMs * 1e-3 + prefill) / (ttft + waiting)),
    kvDemand: (users * context) / (p.kvShare * m.kvTokens),
  };
}
