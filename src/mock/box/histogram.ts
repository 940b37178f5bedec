/** A cumulative histogram as Prometheus pages show it. */
export class Histogram {
  readonly bounds: readonly number[];
  readonly #counts: number[];
  sum = 0;
  count = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.#counts = bounds.map(() => 0);
  }

  observe(value: number, times = 1): void {
    this.sum += value * times;
    this.count += times;
    const at = this.bounds.findIndex((bound) => value <= bound);
    if (at >= 0) this.#counts[at] = (this.#counts[at] ?? 0) + times;
  }

  /** Observations at or below each bound, then all. */
  cumulative(): number[] {
    let total = 0;
    return [...this.#counts.map((n) => (total += n)), this.count];
  }
}
