/** A callback waiting for its time; opaque to callers. */
export interface WakeEntry {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
  /** Position in the heap, -1 once taken or removed. */
  place: number;
}

/**
 * Wakes by time in a binary heap, equal times in order of addition. Removal is real and O(log n):
 * every request adds a deadline minutes away and removes it soon after.
 */
export class WakeHeap {
  readonly #entries: WakeEntry[] = [];
  #added = 0;

  /** Time of the nearest wake, or Infinity. */
  get nearest(): number {
    return this.#entries[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: number, wake: () => void): WakeEntry {
    const entry: WakeEntry = { at, order: this.#added++, wake, place: this.#entries.length };
    this.#entries.push(entry);
    this.#up(entry);
    return entry;
  }

  remove(entry: WakeEntry): void {
    const { place } = entry;
    if (place < 0) return;
    entry.place = -1;
    const last = this.#entries.pop();
    if (last === undefined || last === entry) return;
    this.#put(last, place);
    this.#up(last);
    this.#down(last);
  }

  /** Removes and returns the first wake that is due at `now`, or undefined. */
  takeDue(now: number): (() => void) | undefined {
    const first = this.#entries[0];
    if (first === undefined || first.at > now) return undefined;
    this.remove(first);
    return first.wake;
  }

  #put(entry: WakeEntry, place: number): void {
    this.#entries[place] = entry;
    entry.place = place;
  }

  #up(entry: WakeEntry): void {
    while (entry.place > 0) {
      const above = this.#entries[(entry.place - 1) >> 1];
      if (above === undefined || !isBefore(entry, above)) return;
      const { place } = entry;
      this.#put(entry, above.place);
      this.#put(above, place);
    }
  }

  #down(entry: WakeEntry): void {
    for (;;) {
      const left = this.#entries[entry.place * 2 + 1];
      const right = this.#entries[entry.place * 2 + 2];
      const child =
        left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || !isBefore(child, entry)) return;
      const { place } = entry;
      this.#put(entry, child.place);
      this.#put(child, place);
    }
  }
}

const isBefore = (a: WakeEntry, b: WakeEntry): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order);
