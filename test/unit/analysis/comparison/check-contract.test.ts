import { describe, expect, it } from 'vitest';
import {
  type AcceptanceInput,
  checkSchema,
  gateAcceptance,
  type LatencySamples,
} from '../../../../src/analysis/index.ts';
import { acceptanceSchema, fleetSchema } from '../../../../src/spec/index.ts';
import { campaign, noisy, type PlantedBox } from '../../../support/analysis/campaign.ts';

const box = (more: Partial<PlantedBox> = {}): PlantedBox => ({
  id: 'box-a',
  verdict: () => 'correct',
  ...more,
});

/** `n` latencies of which every k-th is above 2 s; dealt over `blocks` blocks in turn. */
const samples = (n: number, slow: number, blocks = 10): LatencySamples => ({
  add: () => undefined,
  of: () =>
    Array.from({ length: n }, (_, i) => ({
      block: `b${i % blocks}`,
      ms: i < slow ? 3000 : 500,
    })),
});

const gate = (
  terms: readonly object[],
  more: Partial<AcceptanceInput> = {},
  contract: object = {},
) =>
  gateAcceptance({
    contract: acceptanceSchema.parse({ name: 'contract', ...contract, terms }),
    contractHash: 'hash',
    run: campaign({ items: 400, boxes: [box()] }),
    samples: samples(100, 0),
    identities: [],
    fleet: fleetSchema.parse({ endpoints: [{ id: 'box-a', url: 'http://127.0.0.1:1' }] }),
    context: () => ({ advertised: 32_768 }),
    ...more,
  });

const ttft = {
  id: 'speed-1',
  metric: 'ttftMs',
  statistic: 'p95',
  atMost: 2000,
  scenario: 's',
  load: { concurrency: 4 },
  confidence: 0.95,
};
const truth = { id: 'truth-1', metric: 'accuracy', atLeast: 0.95, scenario: 's', confidence: 0.95 };

describe('a promised percentile', () => {
  // Smallest samples that prove a p95 one-sided at 95%: 59 without a miss (0.95^59 = 0.0485), 93 with
  // one (the sample-size rule of allowed misses at 5%: 0/59, 1/93, 2/124).
  it('passes with as few misses as the binomial rule allows, and not with one more', () => {
    const result = (n: number, slow: number) =>
      gate([ttft], { samples: samples(n, slow) }).terms[0];
    expect(result(59, 0)?.result).toBe('PASS');
    expect(result(58, 0)).toMatchObject({
      result: 'NOT PROVEN',
      need: { total: 59, still: 1, unit: 'requests' },
    });
    expect(result(93, 1)?.result).toBe('PASS');
    expect(result(92, 1)?.result).toBe('NOT PROVEN');
  });

  it('fails when so many misses would be rare under the promise', () => {
    // P(Bin(100, .05) >= 10) = 0.028, P(>= 9) = 0.063.
    expect(gate([ttft], { samples: samples(100, 10) }).terms[0]?.result).toBe('FAIL');
    expect(gate([ttft], { samples: samples(100, 9) }).terms[0]?.result).toBe('NOT PROVEN');
  });

  it('counts a failed request as a miss', () => {
    const failing: LatencySamples = {
      add: () => undefined,
      of: () =>
        Array.from({ length: 200 }, (_, i) => ({
          block: `b${Math.floor(i / 20)}`,
          ms: i % 5 === 0 ? Number.POSITIVE_INFINITY : 100,
        })),
    };
    expect(gate([ttft], { samples: failing }).terms[0]?.result).toBe('FAIL');
  });

  it('shrinks the sample where whole blocks were slow', () => {
    // 4 of 200 miss: scattered, P(Bin(200, .05) <= 4) = .026 passes; all in one block of ten, it is
    // hardly more than one event in ten.
    const clumped: LatencySamples = {
      add: () => undefined,
      of: () =>
        Array.from({ length: 200 }, (_, i) => ({
          block: `b${Math.floor(i / 20)}`,
          ms: i < 4 ? 3000 : 500,
        })),
    };
    expect(gate([ttft], { samples: samples(200, 4) }).terms[0]?.result).toBe('PASS');
    expect(gate([ttft], { samples: clumped }).terms[0]?.result).toBe('NOT PROVEN');
  });

  it('says so when independence had to be assumed', () => {
    const [term] = gate([ttft], { samples: samples(59, 0, 2) }).terms;
    expect(term).toMatchObject({ result: 'PASS', warnings: ['independence-assumed'] });
  });
});

describe('promised accuracy', () => {
  const with_ = (items: number, wrong: number) =>
    gate([truth], {
      run: campaign({
        items,
        boxes: [box({ verdict: (i) => (i < wrong ? 'incorrect' : 'correct') })],
      }),
    }).terms[0];

  it('is held by the one-sided Clopper-Pearson limit', () => {
    // As for percentiles: 59 right of 59 prove 95%, 58 do not; 92 of 93 do.
    expect(with_(59, 0)?.result).toBe('PASS');
    expect(with_(58, 0)).toMatchObject({ result: 'NOT PROVEN', need: { total: 59, still: 1 } });
    expect(with_(93, 1)?.result).toBe('PASS');
    expect(with_(100, 10)?.result).toBe('FAIL');
  });

  it('counts asking twice as one item', () => {
    const [term] = gate([truth], {
      run: campaign({ items: 30, repeats: 10, boxes: [box()] }),
    }).terms;
    expect(term).toMatchObject({ result: 'NOT PROVEN', n: 30 });
  });

  it('does not decide by too few workbooks', () => {
    const [term] = gate([truth], {
      run: campaign({ items: 400, boxes: [box()], clusterOf: (i) => `book ${i % 5}` }),
    }).terms;
    expect(term).toMatchObject({ result: 'NOT PROVEN', reason: { code: 'too-few-clusters' } });
  });
});

describe('other terms', () => {
  it('takes rates from repeats, and proves nothing with fewer than five', () => {
    const rate = {
      ...ttft,
      id: 'rate-1',
      metric: 'goodputPerS',
      statistic: 'mean',
      atMost: undefined,
      atLeast: 90,
    };
    const of = (repeats: number) =>
      gate([rate], {
        run: campaign({ items: 10, repeats, boxes: [box({ figure: noisy(100, 0.02, 'x') })] }),
      }).terms[0];
    expect(of(6)?.result).toBe('PASS');
    expect(of(3)).toMatchObject({ result: 'NOT PROVEN', need: { total: 5, still: 2 } });
  });

  it('holds context to what is known, and says that it was only advertised', () => {
    const term = { id: 'context-1', metric: 'usableContextTokens', atLeast: 131_072 };
    expect(gate([term]).terms[0]).toMatchObject({
      result: 'FAIL',
      value: 32_768,
      warnings: ['context-advertised'],
    });
    const probed = gate([term], { context: () => ({ advertised: 32_768, usable: 131_072 }) });
    expect(probed.terms[0]).toMatchObject({ result: 'PASS', method: 'probed', warnings: [] });
    expect(gate([term], { context: () => ({}) }).terms[0]?.result).toBe('NOT PROVEN');
  });

  it('believes the box about itself, and the vendor only against himself', () => {
    const attest = {
      id: 'engine-1',
      attest: { framework: 'vllm', frameworkVersion: 'v0.10.0', precision: 'fp8', count: 8 },
    };
    const check = gate([attest], {
      identities: [
        {
          endpoint: 'box-a',
          preflight: { kind: 'ok', ttftMs: 1 },
          server: 'sglang',
          serverVersion: '0.10.0',
        },
      ],
      fleet: fleetSchema.parse({
        endpoints: [
          { id: 'box-a', url: 'http://127.0.0.1:1', box: { precision: 'fp8', count: 4 } },
        ],
      }),
    });
    expect(check.terms.map((t) => [t.statistic, t.result, t.reason.code])).toEqual([
      ['framework', 'FAIL', 'seen-otherwise'],
      ['frameworkVersion', 'PASS', 'seen-as-claimed'],
      ['precision', 'NOT PROVEN', 'only-declared'],
      ['count', 'FAIL', 'declared-otherwise'],
    ]);
  });

  it('does not prove a term about a cell that was not measured or is not valid', () => {
    const elsewhere = gate([{ ...ttft, load: { concurrency: 16 } }]);
    expect(elsewhere.terms[0]).toMatchObject({
      result: 'NOT PROVEN',
      reason: { code: 'no-such-cell' },
    });
    const invalid = gate([ttft], {
      run: campaign({ items: 10, boxes: [box({ valid: false })] }),
    });
    expect(invalid.terms[0]).toMatchObject({ reason: { code: 'cell-not-valid' } });
    expect(invalid.notCompared).toHaveLength(1);
  });

  it('shows scored terms without letting them decide', () => {
    const check = gate([
      truth,
      { id: 'c', kind: 'scored', metric: 'advertisedContextTokens', atLeast: 65_536 },
    ]);
    expect(check.terms.map((t) => t.result)).toEqual(['PASS', 'FAIL']);
    expect(check.result).toBe('PASS');
    expect(checkSchema.parse(check)).toEqual(check);
  });

  it('refuses a run measured after the contract ran out', () => {
    const until = (day: string) => gate([truth], { day }, { validUntil: '2026-06-30' }).result;
    expect(until('2026-06-30')).toBe('PASS');
    expect(until('2026-07-01')).toBe('FAIL');
  });
});
