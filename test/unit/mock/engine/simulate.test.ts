import { describe, expect, it } from 'vitest';
import { simulate, simulateClosedLoop } from '../../../../src/mock/index.ts';
import { roundEngine, roundLaw } from './round-law.ts';

const engine = roundEngine;
const near = (values: readonly number[]) => values.map((v) => Number(v.toFixed(6)));

describe('simulate', () => {
  it('times a lone request by the law, step by step', () => {
    const { requests } = simulate({ engine }, [{ atMs: 5, promptTokens: 1000, outputTokens: 3 }]);
    // Prefill: max(weights 10e9/(2e12 x 0.5) = 10 ms, 1e10 x 1000/(2e15 x 0.5) = 10 ms) + 2 = 12.
    // Decode at context 1001: max(10, 1e10/(2e15 x 0.01) = 0.5) + 1001e6/(1e12) = 1.001 + 2 = 13.001.
    // Decode at context 1002: 13.002.
    expect(near(requests[0]?.tokenMs ?? [])).toEqual([17, 30.001, 43.003]);
  });

  it('adds the time before the scheduler to each request', () => {
    const law = { ...roundLaw, requestOverheadMs: 4 };
    const { requests } = simulate({ engine: { ...engine, law } }, [
      { atMs: 5, promptTokens: 1000, outputTokens: 1 },
    ]);
    expect(near(requests[0]?.tokenMs ?? [])).toEqual([21]);
  });

  it('slows a decode in flight while another prompt is prefilled in chunks', () => {
    const { requests } = simulate({ engine: { ...engine, maxBatchedTokens: 1001 } }, [
      { atMs: 0, promptTokens: 100, outputTokens: 4 },
      { atMs: 1, promptTokens: 2000, outputTokens: 1 },
    ]);
    // Step 1, A alone: weights 10 > 1 ms of products, + 2 = 12.
    // Step 2: A decodes (0.5 ms, context 101), B's first 1000 tokens (10 ms): 10.5 + 0.101 + 2 = 12.601.
    // Step 3: A (context 102), B's last 1000: 12.602, B's only token. Step 4: A alone: 10 + 0.103 + 2.
    expect(near(requests[0]?.tokenMs ?? [])).toEqual([12, 24.601, 37.203, 49.306]);
    expect(near(requests[1]?.tokenMs ?? [])).toEqual([37.203]);
  });

  it('admits no more sequences than the batch limit and takes the next when one ends', () => {
    const { requests } = simulate({ engine: { ...engine, maxNumSeqs: 1 } }, [
      { atMs: 0, promptTokens: 100, outputTokens: 2 },
      { atMs: 0, promptTokens: 100, outputTokens: 1 },
    ]);
    // A: 12, then 10 + 0.101 + 2. B's prefill begins when A has ended.
    expect(near(requests[0]?.tokenMs ?? [])).toEqual([12, 24.101]);
    expect(near(requests[1]?.tokenMs ?? [])).toEqual([36.101]);
    expect(requests[1]?.scheduledMs).toBeCloseTo(24.101, 6);
  });

  it('prefills only what the prefix cache lacks', () => {
    const keys = Array.from({ length: 62 }, (_, i) => i + 1);
    const { requests, counters } = simulate({ engine }, [
      { atMs: 0, promptTokens: 1000, outputTokens: 1, blockKeys: keys },
      { atMs: 100, promptTokens: 1000, outputTokens: 1, blockKeys: keys },
    ]);
    // 62 full blocks of 16 are 992 tokens; the last token is computed in any case.
    expect(requests.map((r) => r.cachedTokens)).toEqual([0, 992]);
    expect(counters.prefixQueries).toBe(2000);
    expect(counters.prefixHits).toBe(992);
    expect(counters.computedPromptTokens).toBe(1008);
  });

  it('preempts the latest when blocks run out, and lets it finish later', () => {
    // Pool of 20 blocks = 320 tokens. Each request needs 10 blocks for its prompt and 15 at its end.
    const { requests, counters } = simulate({ engine: { ...engine, kvBlocks: 20 } }, [
      { atMs: 0, promptTokens: 160, outputTokens: 80 },
      { atMs: 0, promptTokens: 160, outputTokens: 80 },
    ]);
    expect(counters.preemptions).toBe(1);
    expect(requests[0]?.preemptions).toBe(0);
    expect(requests[1]?.preemptions).toBe(1);
    expect(requests.map((r) => r.tokenMs.length)).toEqual([80, 80]);
  });

  it('emits accepted drafts with the step that verified them', () => {
    const { requests, counters } = simulate(
      { engine: { ...engine, speculative: { tokens: 3, acceptance: 1 } } },
      [{ atMs: 0, promptTokens: 100, outputTokens: 9 }],
    );
    // The first token, then two steps of 1 + 3.
    expect(new Set(requests[0]?.tokenMs).size).toBe(3);
    expect(counters.acceptedTokens).toBe(6);
    expect(counters.draftTokens).toBe(6);
  });

  it('accepts drafts at the planted rate', () => {
    const { counters } = simulate(
      { engine: { ...engine, speculative: { tokens: 1, acceptance: 0.7 } } },
      [{ atMs: 0, promptTokens: 100, outputTokens: 20_000 }],
    );
    // About 11,800 drafts: three standard errors are 3 x sqrt(0.7 x 0.3 / 11800) = 0.0127.
    expect(Math.abs(counters.acceptedTokens / counters.drafts - 0.7)).toBeLessThan(0.0127);
  });

  it('gives the same instants for the same seed, and others for another', () => {
    const jittery = { ...engine, law: { ...roundLaw, jitter: 0.1 } };
    const run = (seed: number) =>
      simulate({ engine: jittery, seed }, [{ atMs: 0, promptTokens: 10, outputTokens: 50 }]).endMs;
    expect(run(1)).toBe(run(1));
    expect(run(1)).not.toBe(run(2));
  });

  it('simulates an hour of load in a few seconds', () => {
    // 2 requests a second for an hour.
    const arrivals = Array.from({ length: 7200 }, (_, i) => ({
      atMs: i * 500,
      promptTokens: 800,
      outputTokens: 60,
    }));
    expect(simulate({ engine }, arrivals).requests.every((r) => r.tokenMs.length === 60)).toBe(
      true,
    );
  });
});

describe('throughput against concurrency', () => {
  const jobs = Array.from({ length: 256 }, () => ({ promptTokens: 160, outputTokens: 160 }));
  const perS = (settings: typeof engine, concurrency: number): number => {
    const { counters, endMs } = simulateClosedLoop({ engine: settings }, concurrency, jobs);
    return counters.generatedTokens / (endMs / 1e3);
  };

  it('stops growing where the batch limit is reached', () => {
    const capped = { ...engine, maxNumSeqs: 8 };
    expect(perS(capped, 8)).toBeGreaterThan(1.8 * perS(capped, 4));
    expect(perS(capped, 32) / perS(capped, 8)).toBeLessThan(1.1);
  });

  it('stops growing where the KV blocks are used up', () => {
    // 160 blocks hold 8 requests of 320 tokens; up to 16 may begin, at half of their length.
    const small = { ...engine, kvBlocks: 160 };
    expect(perS(small, 8)).toBeGreaterThan(1.8 * perS(small, 4));
    expect(perS(small, 64) / perS(small, 16)).toBeLessThan(1.1);
  });
});
