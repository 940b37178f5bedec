import type { DropReason, Exchange } from '../../record/index.ts';
import type { Plan } from '../../spec/index.ts';

/** Fewer requests than this say nothing about the share of errors. */
const MIN_REQUESTS_FOR_ABORT = 20;

/**
 * Holds a run to its plan's `limits`. Tokens are known when a request has ended: what is in flight
 * when the limit is reached still ends, nothing more is sent.
 */
export interface CostGuard {
  /** Why nothing more may be sent, once a limit was reached. */
  readonly stop: 'limit' | 'aborted' | undefined;
  /** The drop reason that goes with `stop`. */
  readonly dropReason: DropReason;
  /** To be called just before a request leaves: counts it and says whether it may. */
  take(): boolean;
  observe(exchange: Exchange): void;
}

export function costGuard(
  limits: Plan['limits'],
  spent: { readonly requests: number; readonly tokens: number },
): CostGuard {
  let { requests, tokens } = spent;
  let ended = 0;
  let failed = 0;
  let stop: CostGuard['stop'];
  return {
    get stop() {
      return stop;
    },
    get dropReason() {
      return stop === 'aborted' ? 'run-ended' : 'limit';
    },
    take() {
      if (stop === undefined && (requests >= limits.maxRequests || tokens >= limits.maxTokens)) {
        stop = 'limit';
      }
      if (stop !== undefined) return false;
      requests++;
      return true;
    },
    observe({ outcome, promptTokens, outputTokens }) {
      tokens += (promptTokens ?? 0) + (outputTokens ?? 0);
      if (outcome.kind === 'completed') ended++;
      else if (outcome.kind === 'failed') {
        ended++;
        failed++;
      }
      const tooMany = ended >= MIN_REQUESTS_FOR_ABORT && failed > limits.abortOnErrorShare * ended;
      if (tooMany) stop ??= 'aborted';
    },
  };
}
