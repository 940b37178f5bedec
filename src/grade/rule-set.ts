/** A named way of grading; `grade` can be run again with another one and says what changed. */
export interface RuleSet {
  readonly id: string;
  /** Whether text without declared structure is read at all. */
  readonly prose: boolean;
}

/** All rule sets; `v1` is the default and is what docs/methods/grading.md describes. */
export const ruleSets = {
  v1: { id: 'v1', prose: true },
  'v1-declared': { id: 'v1-declared', prose: false },
} as const satisfies Readonly<Record<string, RuleSet>>;

export type RuleSetId = keyof typeof ruleSets;
