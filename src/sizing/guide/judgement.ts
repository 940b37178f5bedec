import type { Bilingual } from './bilingual.ts';

/** What speaks for or against a claim: our arithmetic, a dated source, runs, or another claim. */
export type Evidence =
  | { readonly kind: 'arithmetic'; readonly text: Bilingual }
  | {
      readonly kind: 'published';
      readonly text: Bilingual;
      readonly source: string;
      /** Day or month of the source, YYYY-MM(-DD); absent where it carries none. */
      readonly date?: string;
    }
  | {
      readonly kind: 'run';
      readonly text: Bilingual;
      readonly runs: readonly string[];
      readonly n: number;
    }
  | { readonly kind: 'claim'; readonly claim: string };

/** What would settle an open claim. */
export interface ToSettle {
  readonly text: Bilingual;
  /** Kind of scenario to run. */
  readonly scenario?: string;
  readonly metric?: string;
  /** Items (pairs, for a comparison) that the decision needs. */
  readonly items?: number;
  /** Counters that must be scraped during the run. */
  readonly telemetry?: readonly string[];
}

/**
 * What a rule says of its claim by itself. `open` and `outdated` become `conflicting` where another
 * claim contradicts it and nothing decides.
 */
export interface Judgement {
  readonly state: 'policy' | 'refuted' | 'supported' | 'outdated' | 'open';
  readonly reason: Bilingual;
  readonly evidence: readonly Evidence[];
  readonly toSettle?: ToSettle;
}

export const arithmetic = (text: Bilingual): Evidence => ({ kind: 'arithmetic', text });
