import type { CancelSignal } from '../../load/index.ts';

/** A signal with the hand that throws it. */
export interface CancelSwitch {
  readonly signal: CancelSignal;
  cancel(): void;
}

export function cancelSwitch(): CancelSwitch {
  let cancelled = false;
  const listeners: (() => void)[] = [];
  return {
    signal: {
      get cancelled() {
        return cancelled;
      },
      onCancel: (listener) => void listeners.push(listener),
    },
    cancel: () => {
      if (cancelled) return;
      cancelled = true;
      for (const listener of listeners) listener();
    },
  };
}

/**
 * First Ctrl-C drains, the second cancels what is in flight, the third is the system's own. Returns
 * the function that gives the signal back.
 */
export function onInterrupt(
  drain: CancelSwitch,
  cancel: CancelSwitch,
  say: (text: string) => void,
): () => void {
  let times = 0;
  const listener = (): void => {
    times++;
    if (times === 1) {
      say('interrupted: what is in flight ends, nothing new is sent (again to cancel it)\n');
      drain.cancel();
    } else if (times === 2) {
      say('cancelling what is in flight\n');
      drain.cancel();
      cancel.cancel();
    } else process.exit(130);
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return () => {
    process.off('SIGINT', listener);
    process.off('SIGTERM', listener);
  };
}
