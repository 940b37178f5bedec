import { latencyMetrics, rateMetrics } from '../acceptance.ts';
import type { Finding } from '../parse/finding.ts';
import { shown } from '../parse/shown.ts';
import { duplicates } from './duplicates.ts';
import { keysOf, listOf, memberOf, numberOf, textOf } from './loose.ts';

/** Terms that are incomplete or cannot be judged. */
export function checkAcceptance(contract: unknown): Finding[] {
  const terms = listOf(memberOf(contract, 'terms'));
  const ids = terms.map((term, i) => ({ path: ['terms', i, 'id'], value: memberOf(term, 'id') }));
  return [
    ...duplicates(ids, 'term id'),
    ...terms.flatMap((term, i) => [...incomplete(term, i), ...threshold(term, i)]),
  ];
}

/** What a kind of metric needs for its figure to mean one thing. */
const needs = (metric: string): readonly string[] => {
  if ([...latencyMetrics, ...rateMetrics].some((name) => name === metric)) {
    return ['scenario', 'load', 'statistic', 'confidence'];
  }
  return metric === 'accuracy' ? ['scenario', 'confidence'] : [];
};

function incomplete(term: unknown, i: number): Finding[] {
  const attest = memberOf(term, 'attest');
  if (attest !== undefined) {
    return typeof attest === 'object' && keysOf(attest).length === 0
      ? [
          {
            path: ['terms', i, 'attest'],
            expected: 'at least one claimed value',
            seen: 'an empty mapping',
            hint: 'attest: { framework: vllm, frameworkVersion: 0.10.0 }',
          },
        ]
      : [];
  }
  const metric = textOf(memberOf(term, 'metric'));
  if (metric === undefined) return [];
  const lacking = needs(metric).filter((key) => memberOf(term, key) === undefined);
  if (lacking.length === 0) return [];
  return [
    {
      path: ['terms', i],
      expected: `a complete term: ${metric} needs ${needs(metric).join(', ')}`,
      seen: `no ${lacking.join(', ')}`,
      hint: lacking.includes('statistic')
        ? 'a bare limit names no percentile: add statistic: p95'
        : `add ${lacking.join(', ')}`,
    },
  ];
}

function threshold(term: unknown, i: number): Finding[] {
  const metric = textOf(memberOf(term, 'metric'));
  if (metric === undefined || !needs(metric).includes('statistic')) return [];
  const [most, least] = [memberOf(term, 'atMost'), memberOf(term, 'atLeast')];
  const path = ['terms', i] as const;
  if (most === undefined && least === undefined) {
    return [{ path, expected: 'a limit: atMost or atLeast', seen: 'neither' }];
  }
  const [upper, lower] = [numberOf(most), numberOf(least)];
  if (upper !== undefined && lower !== undefined && lower > upper) {
    return [
      { path: [...path, 'atLeast'], expected: `at most atMost (${upper})`, seen: shown(lower) },
    ];
  }
  return [];
}
