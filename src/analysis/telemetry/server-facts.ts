import type { Meaning } from './meaning.ts';

/** One name under which servers have shown a meaning. */
export interface Alias {
  readonly meaning: Meaning;
  /** As it stands on the page; of a histogram without `_bucket`, `_sum`, `_count`. */
  readonly name: string;
  /** Which versions show it. */
  readonly versions?: string;
  /** What the value is multiplied by to be in the meaning's unit. */
  readonly scale?: number;
  /** Only series whose label has one of these values, or none of them. */
  readonly where?: { readonly label: string; readonly not: readonly string[] };
}

/** What the metrics page of one server family looks like: facts, newest name first for each meaning. */
export interface ServerFacts {
  readonly id: 'vllm' | 'sglang' | 'lmdeploy' | 'tgi' | 'llamacpp' | 'dcgm' | 'node';
  /** Every series of the family begins so. */
  readonly prefix: string;
  readonly aliases: readonly Alias[];
  /** The page's prompt tokens leave out those found in the cache. */
  readonly promptTokensExcludeCached?: true;
  /** Series with facts in their labels, kept of the first and last page. */
  readonly info?: readonly string[];
}
