import type { Bilingual } from './bilingual.ts';
import type { Rule } from './rule.ts';
import type { StatedValues } from './stated.ts';

export const claimKinds = [
  'decision-rule',
  'advice',
  'case',
  'memory',
  'checklist',
  'hardware-cost',
  'precision-tradeoff',
  'accuracy',
  'context',
  'latency',
  'trend',
  'hidden-cost',
  'framework',
  'utilization',
  'breakeven',
] as const;
export type ClaimKind = (typeof claimKinds)[number];

export const testabilities = [
  'measurable',
  'derivable',
  'evidence',
  'policy',
  'external',
  'context',
] as const;
export type Testability = (typeof testabilities)[number];

/** One claim of the guide, restated in our words, and the rule that judges it. */
export interface Claim {
  readonly id: string;
  /** Key of `sections`. */
  readonly section: string;
  readonly kind: ClaimKind;
  readonly testability: Testability;
  readonly statement: Bilingual;
  readonly values: StatedValues;
  readonly rule: Rule;
}

/** A row of a claim table; `in` places it in its section. */
export type ClaimRow = Omit<Claim, 'section'>;

export const row = (
  id: string,
  kind: ClaimKind,
  testability: Testability,
  en: string,
  zh: string,
  rule: Rule,
  values: StatedValues = {},
): ClaimRow => ({ id, kind, testability, statement: { en, zh }, rule, values });

/** Rows of one section, as claims. */
export const inSection = (section: string, rows: readonly ClaimRow[]): readonly Claim[] =>
  rows.map((r) => ({ ...r, section }));
