import type { Bilingual } from './bilingual.ts';
import { both, joined } from './bilingual.ts';
import type { Judgement } from './judgement.ts';

export const contradictionTypes = [
  'direct',
  'arithmetic',
  'definition',
  'ambiguity',
  'gap',
  'external',
] as const;
export type ContradictionType = (typeof contradictionTypes)[number];

export const severities = ['blocker', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** A place where the guide disagrees with itself, with arithmetic, or leaves a hole. */
export interface Contradiction {
  readonly id: string;
  readonly type: ContradictionType;
  readonly severity: Severity;
  readonly title: Bilingual;
  /** Every claim that takes part. */
  readonly claims: readonly string[];
  /** Claims that make up each position; one position alone stands against arithmetic or a silence. */
  readonly sides: readonly (readonly string[])[];
}

export type ContradictionState = 'resolved' | 'stands' | 'both-refuted';

export interface ContradictionJudgement {
  readonly state: ContradictionState;
  readonly reason: Bilingual;
}

/** Contradictions of these types make their open claims `conflicting` while they stand. */
const opposing: readonly ContradictionType[] = ['direct', 'arithmetic', 'definition'];

export const opposes = (c: Contradiction): boolean => opposing.includes(c.type);

/**
 * A position falls when every claim that makes it up is refuted. Resolved: one position is left, or the
 * only one fell; both-refuted: none of several is left; else it stands.
 */
export function judgeContradiction(
  c: Contradiction,
  judgement: (claim: string) => Judgement,
): ContradictionJudgement {
  const fallen = c.sides.filter((side) => side.every((id) => judgement(id).state === 'refuted'));
  const left = c.sides.filter((side) => !fallen.includes(side));
  const state: ContradictionState =
    c.sides.length === 1
      ? left.length === 0
        ? 'resolved'
        : 'stands'
      : left.length === 0
        ? 'both-refuted'
        : left.length === 1
          ? 'resolved'
          : 'stands';
  return { state, reason: reasonOf(c, state, fallen, left) };
}

const named = (sides: readonly (readonly string[])[]): string =>
  sides.map((side) => side.join(' + ')).join(' / ');

function reasonOf(
  c: Contradiction,
  state: ContradictionState,
  fallen: readonly (readonly string[])[],
  left: readonly (readonly string[])[],
): Bilingual {
  switch (state) {
    case 'both-refuted':
      return both(
        `Every position is refuted: ${named(fallen)}.`,
        `各方说法均被否定：${named(fallen)}。`,
      );
    case 'resolved':
      return left.length === 0
        ? both(`Refuted: ${named(fallen)}.`, `已被否定：${named(fallen)}。`)
        : joined([
            both(`Refuted: ${named(fallen)}.`, `已被否定：${named(fallen)}；`),
            both(`What is left: ${named(left)}.`, `仍成立的一方：${named(left)}。`),
          ]);
    case 'stands':
      if (c.type === 'gap') {
        return both(
          `The guide leaves a hole here that no claim covers: ${named(left)}.`,
          `指南在此留有空白，无条目覆盖：${named(left)}。`,
        );
      }
      return left.length === 1
        ? both(
            `Still open, since nothing refutes ${named(left)}.`,
            `仍未解决，${named(left)} 未被否定。`,
          )
        : both(`Nothing decides it yet between ${named(left)}.`, `尚无定论：${named(left)}。`);
  }
}
