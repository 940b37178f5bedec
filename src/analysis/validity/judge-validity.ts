import type { Validity, ValidityCheck, ValidityVerdict } from '../summary/schema.ts';
import { validityVerdicts } from '../summary/schema.ts';
import { rules } from './checks.ts';
import type { CellEvidence } from './evidence.ts';
import type { Thresholds } from './thresholds.ts';

/** Worst first: the first that applies is the verdict. */
const precedence = ['incomplete', 'client-limited', 'contaminated'] as const;

/** What a finding is called; an overloaded cell is compared and loses by its own figures. */
const findingOf: Readonly<Record<string, string>> = {
  errors: 'overloaded',
  'queue-growth': 'overloaded',
  'truncated-answers': 'truncated-answers',
};

/** Verdict of a cell with every check that led to it. */
export function judgeValidity(evidence: CellEvidence, limits: Thresholds): Validity {
  const checks = rules.map((rule) => rule(evidence, limits));
  return { verdict: verdictOf(checks), findings: findingsOf(checks), checks };
}

function verdictOf(checks: readonly ValidityCheck[]): ValidityVerdict {
  const failed = new Set(checks.filter((c) => c.verdict === 'fail').map((c) => c.leadsTo));
  return precedence.find((verdict) => failed.has(verdict)) ?? 'valid';
}

function findingsOf(checks: readonly ValidityCheck[]): string[] {
  const names = checks
    .filter((c) => c.verdict === 'fail' && c.leadsTo === 'finding')
    .map((c) => findingOf[c.id] ?? c.id);
  return [...new Set(names)];
}

/** Verdict over several cells: the worst of them, and every finding. */
export function worstValidity(all: readonly Validity[]): Validity {
  const verdict =
    precedence.find((v) => all.some((one) => one.verdict === v)) ?? validityVerdicts[0];
  return { verdict, findings: [...new Set(all.flatMap((v) => v.findings))], checks: [] };
}
