import type { PageWords } from '../render/html.ts';

/** Every text of the reports, once in each language; terms as in docs/glossary.md. */
export interface Words extends PageWords {
  readonly lang: 'en' | 'zh';
  readonly title: (name: string) => string;
  readonly headings: {
    readonly verdict: string;
    readonly boxes: string;
    readonly right: string;
    readonly fast: string;
    readonly learnt: string;
    readonly trust: string;
    readonly method: string;
    readonly appendix: string;
    readonly pairs: string;
    readonly categories: string;
    readonly cells: string;
    readonly errors: string;
  };
  readonly verdict: {
    readonly better: (v: PairWords) => string;
    readonly equivalent: (v: PairWords & { readonly margin: string }) => string;
    readonly undecided: (v: PairWords & { readonly need: string | undefined }) => string;
    readonly nothing: string;
    readonly one: (endpoint: string, accuracy: string, interval: string, n: number) => string;
    readonly valid: string;
    readonly notValid: (cells: number, of: number, verdicts: string) => string;
    readonly findings: (list: string) => string;
    readonly cheapest: (endpoint: string, cost: string) => string;
  };
  /** The table of a search for the capacity at the SLO. */
  readonly search: {
    readonly caption: string;
    readonly capacity: string;
    readonly between: string;
    readonly state: string;
    readonly tested: string;
    readonly states: Readonly<
      Record<'bracketed' | 'at-least' | 'below' | 'client-limited' | 'unfinished', string>
    >;
    readonly load: (of: 'ratePerS' | 'concurrency', value: string) => string;
    readonly bracket: (metAt: string | undefined, notMetAt: string | undefined) => string;
    readonly nonMonotone: (box: string, notMetAt: string, metAt: string) => string;
  };
  readonly columns: {
    readonly box: string;
    readonly rank: string;
    readonly accuracy: string;
    readonly correctGoodput: string;
    readonly goodput: string;
    readonly ttftP95: string;
    readonly tpotP50: string;
    readonly e2eP95: string;
    readonly costPerTask: string;
    readonly throughput: string;
    readonly scenario: string;
    readonly load: string;
    readonly category: string;
    readonly validity: string;
    readonly findings: string;
    readonly n: string;
    readonly pair: string;
    readonly lost: string;
    readonly gained: string;
    readonly difference: string;
    readonly p: string;
    readonly result: string;
    readonly check: string;
    readonly seen: string;
    readonly limit: string;
    readonly metric: string;
    readonly failed: string;
    readonly error: string;
    readonly count: string;
    readonly task: string;
    readonly question: string;
    readonly answer: string;
    readonly expected: string;
    readonly why: string;
    readonly record: string;
    readonly concurrency: string;
    readonly parameter: string;
    readonly value: string;
    readonly origin: string;
    readonly plan: string;
    readonly before: string;
    readonly after: string;
    readonly window: string;
  };
  readonly perS: string;
  readonly points: string;
  readonly interval95: (lo: string, hi: string) => string;
  readonly results: Readonly<Record<'better' | 'worse' | 'equivalent' | 'undecided', string>>;
  readonly verdictKinds: Readonly<
    Record<'correct' | 'incorrect' | 'ungraded' | 'excluded', string>
  >;
  readonly validity: Readonly<
    Record<'valid' | 'client-limited' | 'contaminated' | 'incomplete', string>
  >;
  readonly finding: (code: string) => string;
  readonly checks: Readonly<Record<'pass' | 'fail' | 'unknown', string>>;
  readonly checkNames: Readonly<Record<string, string>>;
  readonly warning: (code: string) => string;
  readonly captions: {
    readonly boxes: (loadPoint: string) => string;
    readonly pairs: string;
    readonly categories: string;
    readonly cells: string;
    readonly checks: string;
    readonly errors: string;
    readonly appendix: (shown: number, of: number) => string;
  };
  readonly charts: {
    readonly accuracy: (best: string) => string;
    readonly accuracySub: (n: string) => string;
    readonly curve: (fastest: string) => string;
    readonly curveSub: (n: string) => string;
    readonly slo: string;
    readonly throughput: string;
    readonly ttftP50: string;
    readonly accuracyAxis: string;
  };
  readonly method: {
    readonly plan: (hash: string, seed: number) => string;
    readonly sizes: (repeats: number, epochs: number, items: string) => string;
    readonly accuracy: string;
    readonly latency: string;
    readonly failures: string;
    readonly descriptive: string;
    readonly redo: string;
    readonly notProven: string;
  };
  readonly loadPoint: (kind: string, value: string) => string;
  readonly absent: (why: string) => string;
}

/** The parts of a sentence about two boxes. */
export interface PairWords {
  readonly better: string;
  readonly other: string;
  readonly betterAccuracy: string;
  readonly otherAccuracy: string;
  readonly difference: string;
  readonly lo: string;
  readonly hi: string;
  readonly items: string;
}
