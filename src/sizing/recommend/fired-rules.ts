import type { Need } from '../../spec/index.ts';
import { type Advice, type GuideRule, guideRules, type Question } from './guide-rules.ts';

/** Two rules that fired and cannot both be followed. */
export interface RuleConflict {
  readonly aspect: keyof Advice;
  readonly a: string;
  readonly b: string;
  readonly claims: readonly string[];
  /** Contradictions of the guide's inventory that both take part in. */
  readonly contradictions: readonly string[];
}

/** A question on which the guide says nothing for this need. */
export interface Silence {
  readonly question: Question;
  readonly why: string;
}

/** What the guide says to a need. */
export interface GuideAdvice {
  readonly fired: readonly GuideRule[];
  readonly conflicts: readonly RuleConflict[];
  readonly silences: readonly Silence[];
}

const ASPECTS = [
  'deployment',
  'modelClass',
  'precision',
  'hardware',
  'procurement',
  'framework',
  'voting',
] as const;

/** Fires the table at a need; conflicts and silences are part of the answer, never resolved here. */
export function guideAdvice(need: Need): GuideAdvice {
  const fired = guideRules.filter((rule) => rule.fires(need));
  return { fired, conflicts: conflictsOf(fired), silences: silencesOf(need, fired) };
}

function conflictsOf(fired: readonly GuideRule[]): RuleConflict[] {
  return fired.flatMap((a, i) =>
    fired.slice(i + 1).flatMap((b) =>
      ASPECTS.filter((aspect) => disjoint(a.advice[aspect], b.advice[aspect])).map((aspect) => ({
        aspect,
        a: a.id,
        b: b.id,
        claims: [...new Set([...a.claims, ...b.claims])],
        contradictions: a.contradictions.filter((x) => b.contradictions.includes(x)),
      })),
    ),
  );
}

function disjoint(a: readonly unknown[] | undefined, b: readonly unknown[] | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const texts = new Set(a.map((v) => JSON.stringify(v)));
  return !b.some((v) => texts.has(JSON.stringify(v)));
}

function silencesOf(need: Need, fired: readonly GuideRule[]): Silence[] {
  const answered = (question: Question): boolean => fired.some((r) => r.question === question);
  const { maxS } = need.latency;
  const { yearly } = need.budgetCny;
  const calls = need.users.callsPerMonth;
  return [
    ...(answered('latency')
      ? []
      : [
          {
            question: 'latency' as const,
            why: maxS > 30 ? 'slower-than-30-s' : 'between-5-and-10-s',
          },
        ]),
    ...(yearly === undefined
      ? [{ question: 'budget' as const, why: 'yearly-budget-not-stated' }]
      : yearly > 1_500_000 && yearly <= 2_000_000
        ? [{ question: 'budget' as const, why: 'between-1.5-and-2-million-a-year' }]
        : []),
    ...(calls !== undefined && calls >= 10_000 && calls <= 100_000
      ? [{ question: 'volume' as const, why: 'between-10000-and-100000-calls' }]
      : []),
  ];
}
