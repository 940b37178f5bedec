/** One sample of a metrics page. */
export interface MetricSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A page as it was at one moment, or why it could not be read. */
export type MetricsPage =
  | {
      readonly kind: 'page';
      /** Middle of the round trip; the page is from within half of `tookMs` of it. */
      readonly atMs: number;
      readonly tookMs: number;
      readonly samples: readonly MetricSample[];
      /** Lines that could not be read and were left out; absent where there was none. */
      readonly wrongLines?: number;
    }
  | { readonly kind: 'unreadable'; readonly atMs: number; readonly why: string };

export interface Scraper {
  scrape(url: string): Promise<MetricsPage>;
}
