import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { leanPage, type Meaning, readPage } from '../../../../src/analysis/telemetry/index.ts';
import { parseMetricsText } from '../../../../src/edge/telemetry/index.ts';

const folder = 'fixtures/metrics';
const samplesOf = (file: string) => {
  const text = parseMetricsText(readFileSync(`${folder}/${file}`, 'utf8'));
  expect(text.wrongLines).toBe(0);
  return text.samples;
};
const pages = readdirSync(folder).filter((f) => f.endsWith('.txt'));
const engines = pages.filter((f) => !f.startsWith('dcgm'));

/** What fixtures/metrics/SOURCE.md says every page tells, in so far as its server can. */
const story: Partial<Record<Meaning, number>> = {
  requestsRunning: 3,
  requestsWaiting: 2,
  kvUse: 0.25,
  requestsFinished: 100,
  promptTokens: 120_000,
  generatedTokens: 30_000,
  prefixQueries: 120_000,
  prefixHits: 30_000,
};
const cannot: Readonly<Record<string, readonly Meaning[]>> = {
  'vllm-0.6.6.txt': ['prefixQueries', 'prefixHits'],
  'sglang-current.txt': ['prefixQueries'],
  'sglang-old.txt': ['prefixQueries'],
  'lmdeploy-0.16.0.txt': ['prefixQueries'],
  'tgi-3.3.txt': ['kvUse', 'prefixQueries', 'prefixHits'],
  'llamacpp-current.txt': ['kvUse', 'requestsFinished', 'prefixQueries'],
  'llamacpp-old.txt': ['requestsFinished', 'prefixQueries', 'prefixHits'],
};

describe('pages of every server and version', () => {
  it.each(engines)('%s tells the same story', (file) => {
    const page = readPage(samplesOf(file));
    for (const [meaning, value] of Object.entries(story) as [Meaning, number][]) {
      const expected = cannot[file]?.includes(meaning)
        ? undefined
        : // llama.cpp keeps cached prompt tokens apart: 120,000 less 30,000.
          file === 'llamacpp-current.txt' && meaning === 'promptTokens'
          ? 90_000
          : value;
      expect(page.values.get(meaning), meaning).toBe(expected);
    }
  });

  it.each(engines.filter((f) => !/tgi|llamacpp/.test(f)))('%s has the three histograms', (file) => {
    const { histograms } = readPage(samplesOf(file));
    expect(histograms.get('ttft')).toMatchObject({ count: 100, sum: 25 });
    expect(histograms.get('interToken')).toMatchObject({ count: 29_900, sum: 600 });
    expect(histograms.get('e2e')).toMatchObject({ count: 100, sum: 700 });
    expect(histograms.get('ttft')?.buckets).toEqual([
      { le: 0.1, count: 10 },
      { le: 0.25, count: 60 },
      { le: 0.5, count: 95 },
      { le: 1, count: 100 },
    ]);
  });

  it('takes the newest of two names that stand side by side, and adds neither', () => {
    const { names } = readPage(samplesOf('vllm-0.11.0.txt'));
    expect(names.get('kvUse')).toBe('vllm:kv_cache_usage_perc');
    expect(names.get('interToken')).toBe('vllm:inter_token_latency_seconds');
    expect(readPage(samplesOf('vllm-0.6.6.txt')).names.get('interToken')).toBe(
      'vllm:time_per_output_token_seconds',
    );
  });

  it('reads the cards of a GPU exporter in SI units, and its blanks as absent', () => {
    const { values } = readPage(samplesOf('dcgm-4.5.txt'));
    // Two cards: means of 98 and 100 %, of 0.55 and 0.65; sums of 350.5 and 349.5 W, of 1e6 and 2e6 mJ.
    expect(values.get('gpuBusy')).toBeCloseTo(0.99, 12);
    expect(values.get('dramActive')).toBeCloseTo(0.6, 12);
    expect(values.get('power')).toBe(700);
    expect(values.get('energy')).toBe(3000);
    expect(values.get('temperature')).toBe(67);
    expect(values.get('gpuMemoryUsed')).toBe(2 * 2 ** 30);
    // The second card's clock is the exporter's blank: the mean is over the first.
    expect(values.get('smClock')).toBe(1980);
  });

  it.each(pages)('%s: a lean page means what the whole page means, in less', (file) => {
    const whole = samplesOf(file);
    const lean = leanPage(whole, 'each');
    expect(readPage(lean).values).toEqual(readPage(whole).values);
    expect(readPage(lean).histograms.get('ttft')?.count).toBe(
      readPage(whole).histograms.get('ttft')?.count,
    );
    expect(JSON.stringify(lean).length).toBeLessThan(JSON.stringify(whole).length);
  });

  it('a page of unknown series leaves nothing, and guesses nothing', () => {
    const strange = parseMetricsText('acme:requests_running 4\nhttp_requests_total 9\n').samples;
    expect(leanPage(strange, 'ends')).toEqual([]);
    expect(readPage(strange)).toMatchObject({ families: [], values: new Map() });
  });
});
