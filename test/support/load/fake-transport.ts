import { ms, tokens } from '../../../src/base/index.ts';
import type { CancelSignal, ChatRequest, Transport } from '../../../src/load/index.ts';
import type { Exchange, Outcome } from '../../../src/record/index.ts';
import type { FakeClock } from './fake-clock.ts';

/** What a box makes of one request: how long it takes and how it ends. */
export interface Service {
  readonly ms: number;
  readonly outcome?: Outcome;
}

/** A box in virtual time that keeps its own log of what it was sent. */
export class FakeTransport implements Transport {
  readonly log: { atMs: number; content: string }[] = [];
  inFlight = 0;
  maxInFlight = 0;
  private readonly clock: FakeClock;
  private readonly law: (n: number, request: ChatRequest) => Service;

  constructor(clock: FakeClock, law: (n: number, request: ChatRequest) => Service) {
    this.clock = clock;
    this.law = law;
  }

  send(request: ChatRequest, cancel: CancelSignal): Promise<Exchange> {
    const sentMs = this.clock.now();
    const service = this.law(this.log.length, request);
    this.log.push({ atMs: sentMs, content: request.messages[0]?.content ?? '' });
    this.inFlight++;
    this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
    return new Promise((resolve) => {
      let open = true;
      const end = (outcome: Outcome): void => {
        if (!open) return;
        open = false;
        this.inFlight--;
        const now = this.clock.now();
        const seen =
          outcome.kind === 'completed'
            ? { firstTokenMs: ms(sentMs + service.ms / 2), lastTokenMs: now, answer: 'yes' }
            : {};
        const counts = { promptTokens: tokens(10), outputTokens: tokens(5) };
        resolve({ sentMs, endMs: now, outcome, ...seen, ...counts });
      };
      cancel.onCancel(() => end({ kind: 'cancelled' }));
      const outcome = service.outcome ?? { kind: 'completed', finishReason: 'stop' };
      this.clock.schedule(ms(sentMs + service.ms), () => end(outcome));
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** A refused connect, at once. */
export const refused: Service = {
  ms: 0,
  outcome: { kind: 'failed', stage: 'connect', code: 'ECONNREFUSED', message: 'refused' },
};
