import type { CancelSignal } from '../../../src/load/index.ts';

/** A cancel signal with its trigger. */
export class Cancel implements CancelSignal {
  cancelled = false;
  private listeners: (() => void)[] = [];

  onCancel(listener: () => void): void {
    if (this.cancelled) listener();
    else this.listeners.push(listener);
  }

  trigger(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    for (const listener of this.listeners) listener();
    this.listeners = [];
  }
}
