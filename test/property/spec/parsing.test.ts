import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { formatProblem } from '../../../src/base/index.ts';
import {
  checkFleet,
  checkPlan,
  checkScenario,
  detectSpecKind,
  parseFleet,
  parsePlan,
  parseSpec,
  planSchema,
} from '../../../src/spec/index.ts';

const identifier = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);

const plan = fc.record(
  {
    name: identifier,
    fleet: fc.constant('fleet.yaml'),
    scenarios: fc.uniqueArray(identifier, { minLength: 1, maxLength: 4 }),
    load: fc.oneof(
      fc.record({
        kind: fc.constant('closed'),
        concurrency: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1 }),
      }),
      fc.record({ kind: fc.constant('poisson'), ratePerS: fc.integer({ min: 1, max: 99 }) }),
      fc.record({
        kind: fc.constant('bursts'),
        size: fc.integer({ min: 1, max: 9 }),
        everyS: fc.integer({ min: 1, max: 9 }),
      }),
    ),
    requests: fc.integer({ min: 1, max: 1000 }),
    seed: fc.integer(),
    prefixCache: fc.constantFrom('cold', 'warm', 'asis'),
  },
  { requiredKeys: ['name', 'fleet', 'scenarios', 'load'] },
);

test.prop([plan])(
  'a resolved plan, written as JSON and read again, is the same plan',
  (written) => {
    const first = parsePlan(JSON.stringify(written), 'p.json');
    if (!first.ok) throw new Error(first.problems.map(formatProblem).join('\n'));
    const second = parsePlan(JSON.stringify(first.value), 'p.json');
    expect(second).toEqual(first);
  },
);

test.prop([fc.string({ unit: 'binary', maxLength: 400 })])(
  'any text gives a value or problems, and never throws',
  (text) => {
    const parsed = parsePlan(text, 'p.yaml');
    if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
    detectSpecKind(text, 'p.yaml');
  },
);

test.prop([fc.anything({ withNullPrototype: true })])(
  'checks look at data of any shape without throwing',
  (data) => {
    for (const check of [checkFleet, checkPlan, checkScenario]) {
      for (const wrapped of [
        data,
        { endpoints: [data] },
        { load: data, slo: data },
        { tasks: [{ answer: data }] },
      ]) {
        expect(Array.isArray(check(wrapped))).toBe(true);
      }
    }
  },
);

test.prop([fc.jsonValue({ maxDepth: 4 })])(
  'whatever stands where a plan belongs, each problem has a place and is one line',
  (value) => {
    const parsed = parseSpec(
      planSchema,
      JSON.stringify({ name: 'p', slo: value, load: value }),
      'p.json',
    );
    if (parsed.ok) return;
    for (const problem of parsed.problems) {
      expect(problem.line).toBeGreaterThan(0);
      expect(problem.column).toBeGreaterThan(0);
      expect(formatProblem(problem)).not.toContain('\n');
    }
  },
);

test.prop([fc.stringMatching(/^[A-Za-z0-9]{12,40}$/)])(
  'a credential is in no message, wherever a person puts it',
  (random) => {
    const secret = `sk-${random}`;
    const places = [
      `apiKey: ${secret}`,
      `apiKeyEnv: ${secret}`,
      `headers: { A: ${secret} }`,
      `server: ${secret}`,
      `box: ${secret}`,
      `limits: { maxConcurrency: ${secret} }`,
      `${secret}: 1`,
    ];
    for (const place of places) {
      const parsed = parseFleet(
        `endpoints:\n  - id: a\n    url: http://a/v1\n    ${place}\n`,
        'f.yaml',
      );
      const text = parsed.ok ? 'accepted' : parsed.problems.map(formatProblem).join('\n');
      expect(text).not.toBe('accepted');
      expect(text).not.toContain(random);
    }
  },
);
