import { type MetricSample, ms, tokens } from '../../../../src/base/index.ts';
import type { RequestRecord, TelemetrySample } from '../../../../src/record/index.ts';
import { fleetSchema } from '../../../../src/spec/index.ts';
import { completedRecord } from '../../../support/records.ts';

/**
 * Two blocks of 50 requests, one each 100 ms from 1 s and from 20 s on. Each: first token 200 ms after
 * it was sent, ten more at gaps of 20 ms, so E2E 400 ms; 100 prompt tokens, 11 output tokens.
 */
export const records: readonly RequestRecord[] = [0, 1].flatMap((block) =>
  Array.from({ length: 50 }, (_, i) => {
    const sent = (block === 0 ? 1000 : 20_000) + 100 * i;
    return completedRecord({
      index: block * 50 + i,
      taskRun: `r${block}-${i}`,
      block,
      dueMs: ms(sent),
      sentMs: ms(sent),
      headersMs: ms(sent + 190),
      firstMessageMs: ms(sent + 200),
      firstTokenMs: ms(sent + 200),
      firstAnswerMs: ms(sent + 200),
      lastTokenMs: ms(sent + 400),
      finishMs: ms(sent + 400),
      usageMs: ms(sent + 400),
      endMs: ms(sent + 401),
      messageGapsUs: Array.from({ length: 10 }, () => 20_000),
      messageKinds: 'c'.repeat(11),
      promptTokens: tokens(100),
      outputTokens: tokens(11),
    });
  }),
);

export interface Planted {
  /** The server's latencies are the client's, divided by this. */
  readonly faster?: number;
  /** Requests of somebody else that finish at 3 s, without a latency of their own. */
  readonly foreign?: number;
  /** The server begins anew at this time. */
  readonly restartMs?: number;
  /** Prompt tokens found in the cache, of 100 a request. */
  readonly hits?: number;
  /** Our requests that the server forgets to count, of every ten. */
  readonly forgotten?: number;
}

/** The page of a vLLM server that did the work of `records`, as of `atMs`. */
export function pageAt(atMs: number, planted: Planted = {}): TelemetrySample {
  const { faster = 1, foreign = 0, restartMs = Infinity, hits = 0, forgotten = 0 } = planted;
  const since = atMs >= restartMs ? restartMs : Number.NEGATIVE_INFINITY;
  const done = (instant: number | undefined): boolean =>
    instant !== undefined && instant <= atMs && instant > since;
  const counted = records.filter((r) => r.index % 10 >= forgotten);
  const started = counted.filter((r) => done(r.firstTokenMs));
  const finished = counted.filter((r) => done(r.lastTokenMs));
  const generated = counted.flatMap((r) =>
    Array.from({ length: 11 }, (_, i) => (r.firstTokenMs ?? 0) + 20 * i).filter(done),
  );
  const gaps = generated.length - started.length;
  const strangers = done(3000) ? foreign : 0;
  const one = (name: string, value: number, labels = {}): MetricSample => ({
    name: `vllm:${name}`,
    labels,
    value,
  });
  const histogram = (name: string, count: number, eachS: number, bounds: readonly number[]) => [
    ...bounds.map((le) => one(`${name}_bucket`, eachS <= le ? count : 0, { le: String(le) })),
    one(`${name}_bucket`, count, { le: '+Inf' }),
    one(`${name}_sum`, count * eachS),
    one(`${name}_count`, count),
  ];
  return {
    kind: 'page',
    segment: 0,
    atMs: ms(atMs),
    tookMs: 1,
    endpoint: 'box-a',
    source: 'engine',
    samples: [
      one('num_requests_running', started.length - finished.length),
      one('num_requests_waiting', 0),
      one('kv_cache_usage_perc', 0.5),
      one('request_success_total', finished.length + strangers, { finished_reason: 'stop' }),
      one('request_success_total', 7, { finished_reason: 'abort' }),
      one('prompt_tokens_total', started.length * 100),
      one('generation_tokens_total', generated.length),
      one('prefix_cache_queries_total', started.length * 100),
      one('prefix_cache_hits_total', started.length * hits),
      ...histogram('time_to_first_token_seconds', started.length, 0.2 / faster, [0.1, 0.25, 0.5]),
      ...histogram('time_per_output_token_seconds', gaps, 0.02 / faster, [0.01, 0.025, 0.05]),
      ...histogram('e2e_request_latency_seconds', finished.length, 0.4 / faster, [0.3, 0.5, 0.8]),
    ],
  };
}

export const deadAt = (atMs: number): TelemetrySample => ({
  kind: 'unreadable',
  segment: 0,
  atMs: ms(atMs),
  endpoint: 'box-a',
  source: 'engine',
  why: 'ECONNREFUSED: gone',
});

const url = 'http://10.0.0.1:8000/v1';
const engine = 'http://10.0.0.1:8000/metrics';

/** Two endpoints of one box. */
export const fleet = fleetSchema.parse({
  endpoints: [
    { id: 'box-a', url, telemetry: { engine } },
    { id: 'box-a-again', url, telemetry: { engine } },
  ],
});
