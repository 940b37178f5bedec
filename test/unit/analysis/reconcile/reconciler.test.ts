import { describe, expect, it } from 'vitest';
import { reconciler, reconcileSchema } from '../../../../src/analysis/reconcile/index.ts';
import type { RequestRecord, TelemetrySample } from '../../../../src/record/index.ts';
import { deadAt, fleet, type Planted, pageAt, records } from './planted-box.ts';

const reconciled = (
  telemetry: readonly TelemetrySample[],
  of: readonly RequestRecord[] = records,
) => {
  const fold = reconciler(telemetry, fleet);
  for (const r of of) fold.add(r, r.endpoint);
  return fold.of('box-a', 'box-a');
};
/** Pages each second from before the run until after it, with `planted` behind them. */
const each = (planted: Planted = {}, until = 30) =>
  Array.from({ length: until + 1 }, (_, s) => pageAt(s * 1000, planted));
const rowsOf = (of: ReturnType<typeof reconciled>) => {
  const parsed = reconcileSchema.parse(of.reconcile);
  if (!('rows' in parsed)) throw new Error(parsed.absent);
  return { ...parsed, by: new Map(parsed.rows.map((r) => [`${r.meaning} ${r.statistic}`, r])) };
};

describe('client against server', () => {
  it('a server that says the same: every row agrees, to the request and the token', () => {
    const { rows, by, over } = rowsOf(reconciled(each()));
    expect(rows.filter((r) => r.flagged || r.explained !== undefined)).toEqual([]);
    expect(by.get('requestsFinished total')).toMatchObject({ client: 100, server: 100 });
    expect(by.get('promptTokens total')).toMatchObject({ client: 10_000, server: 10_000 });
    expect(by.get('generatedTokens total')?.client).toBeCloseTo(1100, 6);
    expect(by.get('ttft mean')).toMatchObject({ client: 200, server: 200 });
    // 200 ms lies in the bucket from 100 to 250 ms.
    expect(by.get('ttft p50')).toMatchObject({
      client: 200,
      serverInterval: { lo: 100, hi: 250 },
    });
    expect(by.get('ttft p99')).toBeDefined();
    expect(by.get('interToken mean')?.client).toBeCloseTo(20, 9);
    // The client's own buckets of gaps are 2% wide.
    expect(Math.abs((by.get('interToken p50')?.client ?? 0) - 20)).toBeLessThan(0.4);
    expect(by.get('e2e mean')).toMatchObject({ client: 400, server: 400 });
    // Blocks 1.0 to 6.301 s and 20 to 25.301 s; the pages around them stand at 0 (1 s is not safely
    // before 1.0 s with half a ms of round trip), 7, 19 and 26 s: 7 + 7 s.
    expect(over).toMatchObject({
      stretches: 2,
      seconds: 14,
      requests: 100,
      ownShare: 1,
      blocks: { covered: 2, all: 2 },
      restarts: 0,
    });
  });

  it('a server whose latencies are a fifth less than the client sees is flagged in every mean', () => {
    const { rows, by } = rowsOf(reconciled(each({ faster: 1.2 })));
    const flagged = rows.filter((r) => r.flagged).map((r) => `${r.meaning} ${r.statistic}`);
    expect(flagged).toEqual(['ttft mean', 'interToken mean', 'e2e mean']);
    expect(by.get('ttft mean')?.difference).toBeCloseTo(0.2, 6);
  });

  it('a server that forgets a fifth of our requests is flagged, and no foreign load is seen', () => {
    const of = reconciled(each({ forgotten: 2 }));
    const row = rowsOf(of).by.get('requestsFinished total');
    expect(row).toMatchObject({ client: 100, server: 80, difference: 0.25, flagged: true });
    expect(of.foreignRequestShare).toBe(0);
  });

  it('a difference of one network round trip is explained', () => {
    // 200 / 1.117 = 179.05 ms; times 1.1 is 196.96: 3.04 ms short of 200. Scrapes take 2 ms, twice is 4.
    const pages = each({ faster: 1.117 }).map((p) => (p.kind === 'page' ? { ...p, tookMs: 2 } : p));
    const row = rowsOf(reconciled(pages)).by.get('ttft mean');
    expect(row).toMatchObject({ explained: 'network-and-front-end', flagged: false });
  });

  it('requests that broke on their way to us explain what the server counted more', () => {
    const broken = records.map((r) =>
      r.index < 20
        ? {
            ...r,
            outcome: { kind: 'failed', stage: 'stream', code: 'ECONNRESET', message: 'x' } as const,
          }
        : r,
    );
    const of = reconciled(each(), broken);
    expect(rowsOf(of).by.get('requestsFinished total')).toMatchObject({
      client: 80,
      server: 100,
      explained: 'requests-that-did-not-complete',
      flagged: false,
    });
    expect(of.foreignRequestShare).toBe(0);
  });
});

describe('load that is not ours', () => {
  it('ten requests of somebody else beside a hundred of ours are a tenth', () => {
    const of = reconciled(each({ foreign: 10 }));
    expect(of.foreignRequestShare).toBe(0.1);
    expect(rowsOf(of).by.get('requestsFinished total')).toMatchObject({
      server: 110,
      flagged: true,
    });
  });

  it('the quiet twin has none', () => {
    expect(reconciled(each()).foreignRequestShare).toBe(0);
  });

  it('what another endpoint of the same box was sent by us is ours', () => {
    const shared = records.map((r) => (r.block === 1 ? { ...r, endpoint: 'box-a-again' } : r));
    expect(reconciled(each(), shared).foreignRequestShare).toBe(0);
    // One stretch from 0 to 30 s holds both; the cell made half of what is in it.
    const { over, by } = rowsOf(reconciled([pageAt(0), pageAt(30_000)], shared));
    expect(over.ownShare).toBe(0.5);
    expect(by.get('requestsFinished total')).toMatchObject({ client: 100, server: 100 });
  });
});

describe('the prefix cache by the server own count', () => {
  it('is hits over queries', () => {
    expect(reconciled(each({ hits: 30 })).cachedTokenShare).toBeCloseTo(0.3, 12);
    expect(reconciled(each()).cachedTokenShare).toBe(0);
  });
});

describe('pages that fail', () => {
  it('a restart is cut out, and the rest still agrees', () => {
    const { rows, over } = rowsOf(reconciled(each({ restartMs: 3500 })));
    expect(over).toMatchObject({ stretches: 3, restarts: 1 });
    expect(rows.filter((r) => r.flagged)).toEqual([]);
    // Lost: what ended after 3 and up to 4 s, ten requests of a hundred.
    expect(over.requests).toBe(90);
  });

  it('a page that dies in mid-run leaves what it saw, and says how much that is', () => {
    const pages = [...each({}, 4), ...[5, 6, 7, 20, 30].map((s) => deadAt(s * 1000))];
    const { rows, over } = rowsOf(reconciled(pages));
    expect(over.blocks).toEqual({ covered: 0, all: 2 });
    expect(over.seconds).toBe(4);
    expect(rows.filter((r) => r.flagged)).toEqual([]);
  });

  it('a series that is renamed in mid-run ends one life of the server and begins another', () => {
    const renamed = each().map((p, i) =>
      p.kind !== 'page' || i < 10
        ? p
        : {
            ...p,
            samples: p.samples.map((s) => ({
              ...s,
              name: s.name.replace('time_per_output_token', 'inter_token_latency'),
            })),
          },
    );
    const { rows, over } = rowsOf(reconciled(renamed));
    // The change falls between the blocks: nothing of them is lost.
    expect(over).toMatchObject({ requests: 100, restarts: 0 });
    expect(rows.filter((r) => r.flagged)).toEqual([]);
  });

  it('without pages, and with dead ones only, it says why', () => {
    expect(reconciled([]).reconcile).toEqual({ absent: 'no engine page was scraped' });
    const dead = reconciled([deadAt(0), deadAt(30_000)]);
    expect(dead).toEqual({
      reconcile: { absent: 'no engine page could be read: ECONNREFUSED: gone' },
    });
    expect(reconciled([pageAt(0)]).reconcile).toEqual({
      absent: 'no two engine pages around the blocks of this cell could be read',
    });
  });
});

describe('load over time', () => {
  it('puts the client in-flight requests beside what the server runs', () => {
    const fold = reconciler([pageAt(0), pageAt(3250), pageAt(30_000)], fleet);
    for (const r of records) fold.add(r, 'cell');
    const box = fold.loadOverTime().find((b) => b.endpoint === 'box-a');
    // At 3,250 ms: sent at 2,900, 3,000, 3,100, 3,200 and not yet ended (401 ms each); of these the
    // first two have their first token, so the page counts two as running.
    expect(box?.points).toEqual([
      { atS: 0, inFlight: 0, running: 0, waiting: 0, kvUse: 0.5 },
      { atS: 3.25, inFlight: 4, running: 2, waiting: 0, kvUse: 0.5 },
      { atS: 30, inFlight: 0, running: 0, waiting: 0, kvUse: 0.5 },
    ]);
  });
});
