import { describe, expect, it } from 'vitest';
import { type MetricsPage, ms } from '../../../../src/base/index.ts';
import { watchPages } from '../../../../src/edge/telemetry/index.ts';
import type { TelemetrySample } from '../../../../src/record/index.ts';
import { FakeClock } from '../../../support/load/fake-clock.ts';

/** Watches one page for `runMs`; `pageAt` says what it shows. */
async function watched(
  runMs: number,
  pageAt: (atMs: number) => Partial<Extract<MetricsPage, { kind: 'page' }>> | string,
): Promise<TelemetrySample[]> {
  const clock = new FakeClock();
  const lines: TelemetrySample[] = [];
  const scraper = {
    scrape: async (): Promise<MetricsPage> => {
      const atMs = clock.now();
      const page = pageAt(atMs);
      return typeof page === 'string'
        ? { kind: 'unreadable', atMs, why: page }
        : { kind: 'page', atMs, tookMs: 4, samples: [], ...page };
    },
  };
  const watch = watchPages({
    clock,
    sink: { append: (line) => void lines.push(line) },
    segment: 0,
    targets: [{ endpoint: 'a', source: 'engine', url: 'http://a/metrics', scraper }],
    reduce: (samples) => samples.filter((s) => s.name.startsWith('known')),
  });
  const run = (async () => {
    await watch.begun;
    await new Promise<void>((resolve) => clock.schedule(ms(runMs), resolve));
    await watch.stop();
  })();
  await clock.settle(run);
  return lines;
}
const known = (value: number) => ({ samples: [{ name: 'known', labels: {}, value }] });
const told = (lines: readonly TelemetrySample[]) =>
  lines.map((l) => [l.kind === 'page' ? (l.samples[0]?.value ?? '-') : l.kind, l.atMs]);

describe('watching a metrics page', () => {
  it('asks before the load, each second during it, and 200 ms after it', async () => {
    const lines = await watched(2500, (at) => known(at));
    expect(told(lines)).toEqual([
      [0, 0],
      [1000, 1000],
      [2000, 2000],
      [2700, 2700],
    ]);
  });

  it('leaves out a page that says nothing new, but for the last one before a change', async () => {
    // 1 until 4.5 s, then 2: the pages of 2, 3 and 4 s equal that of 1 s; that of 4 s dates the change.
    const lines = await watched(5500, (at) => known(at < 4500 ? 1 : 2));
    expect(told(lines)).toEqual([
      [1, 0],
      [1, 1000],
      [1, 4000],
      [2, 5000],
      [2, 5700],
    ]);
  });

  it('writes a sign of life every 10 s of a box at rest', async () => {
    const lines = await watched(24_500, () => known(1));
    expect(told(lines).map(([, at]) => at)).toEqual([
      0, 1000, 10_000, 11_000, 20_000, 21_000, 24_000, 24_700,
    ]);
  });

  it('a page that dies and comes back is never silence', async () => {
    const lines = await watched(4500, (at) =>
      at >= 2000 && at < 4000 ? 'ECONNREFUSED: gone' : known(1),
    );
    expect(told(lines)).toEqual([
      [1, 0],
      [1, 1000],
      ['unreadable', 2000],
      ['unreadable', 3000],
      [1, 4000],
      [1, 4700],
    ]);
  });

  it('a page of unknown series is unreadable, and says what it saw', async () => {
    const lines = await watched(500, () => ({
      samples: [{ name: 'acme_requests', labels: {}, value: 1 }],
    }));
    expect(lines[0]).toMatchObject({
      kind: 'unreadable',
      why: 'none of its 1 samples has a known meaning (acme_requests, ...)',
    });
  });
});
