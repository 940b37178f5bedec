import type { CancelSignal } from '../transport.ts';

/** A cancel signal for one request, and what forgets it when the request has ended. */
export interface RequestCancel {
  readonly signal: CancelSignal;
  end(): void;
}

/**
 * Hands each request a signal of its own. The run's signal lives as long as the run and has no way
 * to take a listener back: were every request to listen to it, memory would grow with their number.
 */
export function cancelScope(run: CancelSignal): () => RequestCancel {
  const inFlight = new Set<() => void>();
  run.onCancel(() => {
    for (const cancel of inFlight) cancel();
    inFlight.clear();
  });
  return () => {
    const listeners: (() => void)[] = [];
    const cancel = (): void => {
      for (const listener of listeners) listener();
    };
    inFlight.add(cancel);
    const signal: CancelSignal = {
      get cancelled() {
        return run.cancelled;
      },
      onCancel: (listener) => {
        if (run.cancelled) listener();
        else listeners.push(listener);
      },
    };
    return {
      signal,
      end: () => {
        inFlight.delete(cancel);
      },
    };
  };
}
