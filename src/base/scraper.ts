/** One sample of a metrics page. */
export interface MetricSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A page as it was at one moment, or why it could not be read. */
export type MetricsPage =
  | { readonly kind: 'page'; readonly atMs: number; readonly samples: readonly MetricSample[] }
  | { readonly kind: 'unreadable'; readonly atMs: number; readonly why: string };

export interface Scraper {
  scrape(url: string): Promise<MetricsPage>;
}
