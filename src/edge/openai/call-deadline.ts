import { type Clock, ms } from '../../base/index.ts';

/** Own deadlines, besides the request's own; absent ones do not apply. */
export interface CallTimeouts {
  readonly firstTokenMs?: number;
  /** Longest silence once a token has come; comments end a silence too. */
  readonly idleMs?: number;
}

interface CallState {
  hasToken(): boolean;
  isOver(): boolean;
  expire(code: string, message: string): void;
}

/**
 * The time limits of one call on one timer: it is set to the nearest limit and, when it fires, looks
 * whether that limit has moved on. A read therefore only notes its stamp.
 */
export class CallDeadline {
  readonly #clock: Clock;
  readonly #timeouts: CallTimeouts;
  readonly #sentMs: number;
  readonly #deadlineMs: number;
  readonly #state: CallState;
  #heardMs: number;
  #overMs: number | undefined;
  #watchesSilence = false;
  #cancel: () => void;

  constructor(
    clock: Clock,
    timeouts: CallTimeouts,
    sentMs: number,
    deadlineMs: number,
    state: CallState,
  ) {
    this.#clock = clock;
    this.#timeouts = timeouts;
    this.#sentMs = sentMs;
    this.#deadlineMs = deadlineMs;
    this.#state = state;
    this.#heardMs = sentMs;
    this.#cancel = clock.schedule(ms(this.#next().at), () => this.#wake());
  }

  /** Bytes came, and have been worked off. */
  heard(stampMs: number): void {
    this.#heardMs = stampMs;
    if (this.#watchesSilence || this.#timeouts.idleMs === undefined) return;
    if (!this.#state.hasToken()) return;
    this.#watchesSilence = true;
    this.#arm();
  }

  /** Nothing more of the answer is awaited, only the end of the response: not for long. */
  over(stampMs: number): void {
    this.#overMs = stampMs;
    this.#arm();
  }

  clear(): void {
    this.#cancel();
  }

  #arm(): void {
    this.#cancel();
    this.#cancel = this.#clock.schedule(ms(this.#next().at), () => this.#wake());
  }

  #wake(): void {
    const { at, code, message } = this.#next();
    if (this.#clock.now() >= at) this.#state.expire(code, message);
    else this.#arm();
  }

  #next(): { at: number; code: string; message: string } {
    const { firstTokenMs, idleMs } = this.#timeouts;
    const whole = Math.round(this.#deadlineMs - this.#sentMs);
    let next = {
      at: this.#deadlineMs,
      code: 'timeout',
      message: `no end of the answer within ${whole} ms`,
    };
    const sooner = (at: number, code: string, message: string): void => {
      if (at < next.at) next = { at, code, message };
    };
    if (this.#overMs !== undefined) sooner(this.#overMs + graceMs, 'timeout', 'no end of response');
    if (firstTokenMs !== undefined && !this.#state.hasToken()) {
      const message = `no token within ${firstTokenMs} ms`;
      sooner(this.#sentMs + firstTokenMs, 'timeout-first-token', message);
    }
    if (idleMs !== undefined && this.#watchesSilence) {
      sooner(this.#heardMs + idleMs, 'timeout-idle', `no byte for ${idleMs} ms`);
    }
    return next;
  }
}

/** How long the end of a response may lag behind [DONE] before its connection is given up. */
const graceMs = 1000;
