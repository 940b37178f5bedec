import { describe, expect, it } from 'vitest';
import { formatProblem, type Result } from '../../../../src/base/index.ts';
import {
  parseAcceptance,
  parseMockFleet,
  parseNeed,
  parsePriceBook,
} from '../../../../src/spec/index.ts';

const told = (parsed: Result<unknown>): string[] =>
  parsed.ok ? [] : parsed.problems.map(formatProblem);

describe('an acceptance contract', () => {
  const term = (text: string): string[] =>
    told(parseAcceptance(`name: c\nterms:\n  - { id: t, ${text} }\n`, 'c.yaml'));
  const under = 'scenario: excel-sales, load: { concurrency: 16 }, confidence: 0.95';

  it.each([
    ['a latency', `metric: ttftMs, statistic: p95, atMost: 2000, ${under}`],
    ['a rate', `metric: goodputPerS, statistic: mean, atLeast: 2, ${under}`],
    ['an accuracy', 'metric: accuracy, atLeast: 0.95, scenario: excel-sales, confidence: 0.95'],
    ['a context', 'metric: usableContextTokens, atLeast: 131072'],
    ['an attestation', 'attest: { framework: vllm, frameworkVersion: 0.10.0, precision: fp8 }'],
  ])('accepts %s that is complete', (_, text) => {
    expect(term(text)).toEqual([]);
  });

  it.each([
    [
      'no percentile',
      `metric: e2eMs, atMost: 180000, ${under}`,
      'terms[0]: expected a complete term: e2eMs needs scenario, load, statistic, confidence, saw no statistic (a bare limit names no percentile: add statistic: p95)',
    ],
    [
      'nothing but a limit',
      'metric: ttftMs, atMost: 2000',
      'saw no scenario, load, statistic, confidence',
    ],
    [
      'no confidence',
      'metric: accuracy, atLeast: 0.95, scenario: s',
      'accuracy needs scenario, confidence, saw no confidence',
    ],
    [
      'no limit',
      `metric: ttftMs, statistic: p95, ${under}`,
      'terms[0]: expected a limit: atMost or atLeast, saw neither',
    ],
    [
      'limits that cross',
      `metric: goodputPerS, statistic: mean, atLeast: 5, atMost: 2, ${under}`,
      'terms[0].atLeast: expected at most atMost (2), saw 5',
    ],
    ['an unknown metric', 'metric: ttft, atMost: 2', 'saw "ttft" (did you mean ttftMs?)'],
    [
      'a confidence in per cent',
      'metric: accuracy, atLeast: 0.9, scenario: s, confidence: 95',
      'terms[0].confidence: expected a number above 0.5 and below 1, saw 95',
    ],
    [
      'nothing attested',
      'attest: {}',
      'terms[0].attest: expected at least one claimed value, saw an empty mapping',
    ],
    ['an unknown engine', 'attest: { framework: vlm }', 'saw "vlm" (did you mean vllm?)'],
  ])('refuses a term with %s', (_, text, expected) => {
    expect(term(text).join('\n')).toContain(expected);
  });

  it('keeps the digits of a version that looks like a number', () => {
    const parsed = parseAcceptance(
      'name: c\nterms: [{ id: t, attest: { frameworkVersion: 0.10 } }]\n',
      'c.yaml',
    );
    expect(parsed.ok && parsed.value.terms[0]).toMatchObject({
      attest: { frameworkVersion: '0.10' },
    });
  });
});

describe('a need', () => {
  const need = `workload: structured
latency: { maxS: 5, of: e2e }
privacy: internal
team: medium
budgetCny: { firstYear: 2000000 }
users: { concurrent: 40 }
tokens: { input: 6000, output: 500, contextMax: 32768 }
accuracyMin: 0.95
`;
  const changed = (from: string, to: string): string[] =>
    told(parseNeed(need.replace(from, to), 'n.yaml'));

  it('may count users or calls', () => {
    expect(changed('concurrent: 40', 'callsPerMonth: 500000')).toEqual([]);
  });

  it.each([
    [
      'a wait with its unit',
      'maxS: 5',
      'maxS: 5000ms',
      'n.yaml:2:18 latency.maxS: expected a number above 0, saw "5000ms" (a plain number, the unit stands in the key: maxS: 5)',
    ],
    [
      'a wait in another unit',
      'maxS: 5',
      'maxMs: 5000',
      'n.yaml:2:12 latency.maxMs: expected a known key, saw maxMs: 5000 (the unit stands in the key: maxS: 5)',
    ],
    [
      'a budget in 万',
      '2000000',
      '200万',
      'n.yaml:5:25 budgetCny.firstYear: expected a number above 0, saw "200万"',
    ],
    ['an unknown workload', 'structured', 'structred', '(did you mean structured?)'],
    [
      'an accuracy in per cent',
      '0.95',
      '95%',
      'n.yaml:8:14 accuracyMin: expected a number from 0 to 1, saw "95%" (as a plain number: accuracyMin: 0.95)',
    ],
    [
      'a context too short for its request',
      '32768',
      '4096',
      'n.yaml:7:49 tokens.contextMax: expected at least input + output (6500), saw 4096',
    ],
    [
      'neither users nor calls',
      '{ concurrent: 40 }',
      '{}',
      'users.concurrent: expected a whole number of at least 1, saw nothing (add concurrent)',
    ],
  ])('with %s is told', (_, from, to, expected) => {
    const found = changed(from, to);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });
});

describe('a price book', () => {
  const book = (entry: string): string[] =>
    told(
      parsePriceBook(
        `name: b\nprices:\n  - { id: x, source: s, date: 2026-01-01, ${entry} }\n`,
        'p.yaml',
      ),
    );

  it.each([
    [
      'a range that runs backwards',
      'kind: component, gpu: h20-141g, minCny: 5, maxCny: 3',
      'prices[0].maxCny: expected at least minCny (5), saw 3',
    ],
    [
      'an unknown GPU',
      'kind: system, gpu: h20-150g, count: 8, minCny: 5',
      'prices[0].gpu: expected a GPU of the catalogue, saw "h20-150g"',
    ],
    [
      'no count of a system',
      'kind: system, gpu: h20-141g, minCny: 5',
      'prices[0].count: expected a whole number of at least 1, saw nothing (add count)',
    ],
  ])('with %s is told', (_, entry, expected) => {
    expect(book(entry).join('\n')).toContain(expected);
  });

  it('refuses a price without a date', () => {
    const text =
      'name: b\nprices:\n  - { id: x, source: s, kind: component, gpu: l20, minCny: 1 }\n';
    expect(told(parsePriceBook(text, 'p.yaml')).join('\n')).toContain(
      'prices[0].date: expected a date as YYYY-MM-DD, saw nothing (add date)',
    );
  });
});

describe('a mock fleet', () => {
  it('names hardware of the catalogue, and each box once', () => {
    const text = 'boxes:\n  - { id: a, law: { gpu: h20-150g } }\n  - { id: a }\n';
    const found = told(parseMockFleet(text, 'm.yaml')).join('\n');
    expect(found).toContain('boxes[0].law.gpu: expected a GPU of the catalogue');
    expect(found).toContain('boxes[1].id: expected each box id once');
  });
});
