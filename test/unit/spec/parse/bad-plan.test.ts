import { describe, expect, it } from 'vitest';
import { formatProblem, ok } from '../../../../src/base/index.ts';
import {
  checkPlanAgainstFleet,
  type Fleet,
  type Plan,
  parseFleet,
  parsePlan,
  pathText,
} from '../../../../src/spec/index.ts';

const head = 'name: p\nfleet: fleet.yaml\nscenarios: [excel-sales-zh]\n';
const closed = 'load: { kind: closed, concurrency: [1, 4] }\n';

const messages = (text: string): string[] => {
  const parsed = parsePlan(text, 'plan.yaml');
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
};

describe('a valid plan', () => {
  it('gets its defaults', () => {
    const parsed = parsePlan(`${head}${closed}`, 'plan.yaml');
    expect(parsed.ok && parsed.value).toMatchObject({
      epochs: 1,
      repeats: 1,
      order: 'interleaved',
      block: 50,
      prefixCache: 'cold',
      warmup: { requests: 10 },
      limits: { maxRequests: 10_000, abortOnErrorShare: 0.5 },
      timeoutS: 900,
      seed: 42,
    });
  });

  it('may give one load point without a list', () => {
    const parsed = parsePlan(`${head}load: { kind: poisson, ratePerS: 2 }\n`, 'plan.yaml');
    expect(parsed.ok && parsed.value.load).toEqual({ kind: 'poisson', ratePerS: [2] });
  });
});

describe('a bad plan', () => {
  it.each([
    [
      'a duration without its unit in the key',
      `${closed}duration: 10s\n`,
      'plan.yaml:5:1 duration: expected a known key, saw duration: "10s" (the unit stands in the key: durationS: 10)',
    ],
    [
      'another unit in the key',
      `${closed}timeoutMs: 5000\n`,
      'plan.yaml:5:1 timeoutMs: expected a known key, saw timeoutMs: 5000 (the unit stands in the key: timeoutS: 5)',
    ],
    ['a key in snake case', `${closed}timeout_s: 5\n`, '(the unit stands in the key: timeoutS: 5)'],
    [
      'a unit in the value',
      `${closed}durationS: 2min\n`,
      'plan.yaml:5:12 durationS: expected a number above 0, saw "2min" (a plain number, the unit stands in the key: durationS: 120)',
    ],
    [
      'an objective without its unit',
      `${closed}slo: { ttft: { p95: 2000 } }\n`,
      'plan.yaml:5:8 slo.ttft: expected a known key, saw ttft: a mapping with p95 (the unit stands in the key: ttftMs: { p95: 2000 })',
    ],
    [
      'an objective without its percentile',
      `${closed}slo: { ttftMs: 2000 }\n`,
      'plan.yaml:5:16 slo.ttftMs: expected a mapping with p50, p90, p95, p99, p999, saw 2000 (name the percentile it is meant for: ttftMs: { p95: 2000 })',
    ],
    [
      'an objective in seconds',
      `${closed}slo: { e2eMs: { p95: 3min } }\n`,
      'plan.yaml:5:22 slo.e2eMs.p95: expected a number above 0, saw "3min" (a plain number, the unit stands in the key: p95: 180000)',
    ],
    [
      'an unknown percentile',
      `${closed}slo: { e2eMs: { p97: 3 } }\n`,
      'plan.yaml:5:17 slo.e2eMs.p97: expected a known key, saw p97: 3 (did you mean p90, p95 or p99?)',
    ],
    [
      'an objective of no percentile',
      `${closed}slo: { tpotMs: {} }\n`,
      'plan.yaml:5:16 slo.tpotMs: expected at least one percentile (p50, p90, p95, p99, p999), saw an empty mapping',
    ],
    [
      'an empty slo',
      `${closed}slo: {}\n`,
      'plan.yaml:5:6 slo: expected at least one objective, saw an empty mapping',
    ],
    [
      'a percentile below a lower one',
      `${closed}slo: { ttftMs: { p50: 900, p95: 500 } }\n`,
      'plan.yaml:5:33 slo.ttftMs.p95: expected at least the p50 of 900, saw 500 (a higher percentile is never smaller)',
    ],
    [
      'a whole faster than its part',
      `${closed}slo: { ttftMs: { p95: 900 }, e2eMs: { p95: 500 } }\n`,
      'plan.yaml:5:44 slo.e2eMs.p95: expected at least ttftMs.p95 (900), saw 500 (ttftMs is a part of e2eMs)',
    ],
    [
      'an objective beyond the timeout',
      `${closed}timeoutS: 10\nslo: { e2eMs: { p95: 20000 } }\n`,
      'plan.yaml:6:22 slo.e2eMs.p95: expected at most timeoutS (10 s), saw 20000 ms (raise timeoutS, or lower the objective)',
    ],
    [
      'a share in per cent',
      `${closed}slo: { accuracy: 95 }\n`,
      'plan.yaml:5:18 slo.accuracy: expected a number from 0 to 1, saw 95 (shares are 0 to 1: accuracy: 0.95)',
    ],
    [
      'requests and durationS',
      `${closed}requests: 5\ndurationS: 5\n`,
      'plan.yaml:6:12 durationS: expected either requests or durationS, not both, saw both (remove one of them)',
    ],
    [
      'a fraction of a request',
      `${closed}requests: 1.5\n`,
      'plan.yaml:5:11 requests: expected a whole number of at least 1, saw 1.5',
    ],
    [
      'a load that is only a word',
      'load: closed\n',
      'plan.yaml:4:7 load: expected a mapping (kind: ...), saw "closed" (load: { kind: closed, ... })',
    ],
    [
      'a word among numbers',
      'load: { kind: closed, concurrency: [1, two] }\n',
      'plan.yaml:4:40 load.concurrency[1]: expected a whole number of at least 1, saw "two"',
    ],
    [
      'a load point twice',
      'load: { kind: closed, concurrency: [4, 4] }\n',
      'plan.yaml:4:40 load.concurrency[1]: expected each load point once, saw 4 (to run a load point more than once: repeats)',
    ],
    [
      'a search that goes down',
      'load: { kind: search, from: 5, to: 1 }\nslo: { ttftMs: { p95: 9 } }\n',
      'plan.yaml:4:36 load.to: expected a number above from (5), saw 1',
    ],
    [
      'a search for nothing',
      'load: { kind: search, from: 1, to: 5 }\n',
      'plan.yaml:4:15 load.kind: expected an slo in a plan that searches, saw search without slo',
    ],
    [
      'blocks of a load that runs whole',
      'load: { kind: bursts, size: 10, everyS: 5 }\nblock: 10\n',
      'plan.yaml:5:8 block: expected no block with a load of kind bursts, saw 10 (such a load runs whole per endpoint; remove block)',
    ],
    [
      'a duration beside a ramp',
      'load: { kind: ramp, stages: [{ durationS: 1, ratePerS: 1 }] }\ndurationS: 5\n',
      "plan.yaml:5:12 durationS: expected no durationS beside a ramp, saw 5 (the ramp's stages say how long it is)",
    ],
    [
      'a margin of no metric',
      `${closed}margins: { acuracy: 0.02 }\n`,
      'plan.yaml:5:12 margins.acuracy: expected a metric, saw "acuracy" (did you mean accuracy?)',
    ],
    [
      'workers that are no number',
      `${closed}workers: many\n`,
      'plan.yaml:5:10 workers: expected auto or a whole number of at least 1, saw "many"',
    ],
    [
      'an unsafe seed',
      `${closed}seed: 12345678901234567890\n`,
      'plan.yaml:5:7 seed: expected a whole number',
    ],
    [
      'a number that is none',
      `${closed}timeoutS: .nan\n`,
      'plan.yaml:5:11 timeoutS: expected a number above 0, saw NaN',
    ],
  ])('%s is told with its place and cure', (_, rest, expected) => {
    const found = messages(`${head}${rest}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  it('with a misspelt kind is read on as the kind that was meant', () => {
    expect(messages(`${head}load: { kind: closd, concurency: 4 }\n`)).toEqual([
      'plan.yaml:4:15 load.kind: expected one of closed, constant, poisson, gamma, ramp, bursts, trace, sessions, search, saw "closd" (did you mean closed?)',
      'plan.yaml:4:22 load.concurency: expected a known key, saw concurency: 4 (did you mean concurrency?)',
    ]);
  });

  it('shows long values shortened', () => {
    const found = messages(`${head}${closed}order: ${'x'.repeat(500)}\n`);
    expect(found[0]).toContain(`saw "${'x'.repeat(60)}..."`);
  });
});

describe('a plan against its fleet', () => {
  const fleet = `endpoints:
  - { id: box-a, url: "http://a/v1", limits: { maxConcurrency: 8, maxRatePerS: 2 } }
  - { id: box-b, url: "http://b/v1" }
  - { id: standby, failover: { members: [box-b, box-a] } }
`;
  const findings = (plan: string): string[] => {
    const p = parsePlan(`${head}${plan}`, 'plan.yaml');
    const f = parseFleet(fleet, 'fleet.yaml');
    if (!p.ok || !f.ok) throw new Error('not valid');
    return checkPlanAgainstFleet(p.value, f.value).map(
      ({ path, expected, seen, hint }) => `${pathText(path)}: ${expected} | ${seen} | ${hint}`,
    );
  };

  it('names endpoints of the fleet only', () => {
    expect(findings(`${closed}endpoints: [box-b, box-c]\n`)).toEqual([
      'endpoints[1]: an endpoint of fleet.yaml | "box-c" | did you mean box-a or box-b?',
    ]);
  });

  it('stays below the limits of the endpoints that it drives', () => {
    const load = 'load: { kind: closed, concurrency: [4, 16] }\n';
    expect(findings(`${load}endpoints: [box-b]\n`)).toEqual([]);
    expect(findings(`${load}endpoints: [box-a]\n`)).toEqual([
      'load.concurrency[1]: at most 8, limits.maxConcurrency of box-a | 16 | lower it, leave box-a out, or have its owner raise the limit',
    ]);
  });

  it('stays below the limits of members that a virtual endpoint calls', () => {
    expect(
      findings('load: { kind: poisson, ratePerS: [1, 3] }\nendpoints: [standby]\n')[0],
    ).toContain('load.ratePerS[1]: at most 2, limits.maxRatePerS of box-a | 3');
  });

  it('does not change plan or fleet', () => {
    const p = parsePlan(`${head}${closed}`, 'plan.yaml');
    const f = parseFleet(fleet, 'fleet.yaml');
    if (!p.ok || !f.ok) throw new Error('not valid');
    const before = JSON.stringify(ok<readonly [Plan, Fleet]>([p.value, f.value]));
    checkPlanAgainstFleet(p.value, f.value);
    expect(JSON.stringify(ok([p.value, f.value]))).toBe(before);
  });
});
