import type { Outcome } from '../../record/index.ts';

/** Whether a task run may be sent to an endpoint: as usual, as the one that tries a dead endpoint again, or not. */
export type Admission = 'alive' | 'probe' | 'dead';

/** What an outcome changed. */
export type LivenessChange = { readonly kind: 'died' | 'returned'; readonly why: string };

/**
 * Tells a dead endpoint from a slow one: so many failed connects in a row and it is dead; then one
 * scheduled task run per `reprobeMs` tries it again (no request is ever made that was not scheduled).
 */
export interface Liveness {
  readonly dead: boolean;
  /** Instant of the next try of a dead endpoint. */
  readonly nextProbeMs: number;
  admit(now: number): Admission;
  /** To be told every outcome that came from the wire. */
  observe(outcome: Outcome, now: number): LivenessChange | undefined;
}

export function livenessOf(deadAfterConnects: number, reprobeMs: number): Liveness {
  let failedConnects = 0;
  let dead = false;
  let nextProbeMs = 0;
  return {
    get dead() {
      return dead;
    },
    get nextProbeMs() {
      return nextProbeMs;
    },
    admit(now) {
      if (!dead) return 'alive';
      if (now < nextProbeMs) return 'dead';
      // Whoever comes next finds the following instant, so that one task run at a time tries.
      nextProbeMs = now + reprobeMs;
      return 'probe';
    },
    observe(outcome, now) {
      if (outcome.kind === 'cancelled' || outcome.kind === 'dropped') return undefined;
      if (outcome.kind === 'completed' || outcome.stage !== 'connect') {
        failedConnects = 0;
        if (!dead) return undefined;
        dead = false;
        return { kind: 'returned', why: 'answered again' };
      }
      failedConnects++;
      if (dead) nextProbeMs = now + reprobeMs;
      if (dead || failedConnects < deadAfterConnects) return undefined;
      dead = true;
      nextProbeMs = now + reprobeMs;
      const { code, message } = outcome;
      return {
        kind: 'died',
        why: `${failedConnects} failed connects in a row: ${code} ${message}`,
      };
    },
  };
}
