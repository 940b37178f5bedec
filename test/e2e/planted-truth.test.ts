import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FleetFiles, readFleet } from '../../src/mock/index.ts';
import { keyOf, suiteOf } from '../support/program/own-suite.ts';
import { packageRoot } from '../support/program/steelyard.ts';
import { type Weighed, weigh } from '../support/virtual/weigh.ts';

const ITEMS = 300;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2;
};

/** What test/timing proves over sockets, here without them: what was planted is what is found. */
describe("the demo's three boxes, weighed in virtual time", () => {
  let files: FleetFiles;
  let weighed: Weighed;

  beforeAll(async () => {
    const read = await readFleet(join(packageRoot, 'fixtures/mock/demo.yaml'));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    files = read.value;
    weighed = await weigh({
      fleet: files.fleet,
      keys: [keyOf(ITEMS)],
      scenario: suiteOf(ITEMS),
      plan: {
        load: { kind: 'closed', concurrency: [4, 12] },
        block: 60,
        warmup: { requests: 12 },
        seed: 42,
      },
    });
  });

  it('are ranked as planted: box-b before box-a before box-c', () => {
    expect(weighed.summary.validity.verdict).toBe('valid');
    expect(weighed.bakeoff.ranking.map((r) => [r.endpoint, r.rank])).toEqual([
      ['box-b', [1, 1]],
      ['box-a', [2, 2]],
      ['box-c', [3, 3]],
    ]);
  });

  it('show each planted accuracy within its interval, and the very answers that were planted', () => {
    for (const { endpoint, accuracy } of weighed.bakeoff.ranking) {
      const planted = files.fleet.boxes.find((b) => b.id === endpoint)?.answers?.accuracy?.[
        'default'
      ];
      if (!('value' in accuracy) || accuracy.ci95 === undefined) throw new Error('no interval');
      expect(planted).toBeGreaterThanOrEqual(accuracy.ci95[0]);
      expect(planted).toBeLessThanOrEqual(accuracy.ci95[1]);
    }
    for (const [id, box] of weighed.boxes) {
      // Each item was asked at two load points; warm-up repeats some of them and is not graded.
      const cells = weighed.summary.cells.filter((c) => c.endpoint === id);
      const wrong = new Set(box.log.filter((e) => e.correct === false).map((e) => e.task));
      for (const c of cells) expect(c.accuracy?.incorrect).toBe(wrong.size);
    }
  });

  it('show the TTFT and TPOT that the boxes themselves noted', () => {
    for (const cell of weighed.summary.cells) {
      const measured = weighed.records.filter(
        (r) =>
          r.endpoint === cell.endpoint &&
          r.loadPoint === cell.loadPoint.index &&
          cell.windows.some((w) => r.dueMs >= w.startMs && r.dueMs < w.endMs),
      );
      const entries = weighed.boxes
        .get(cell.endpoint)
        ?.log.filter((e) => measured.some((r) => r.sentMs === e.receivedMs && r.task === e.task));
      if (entries === undefined || !('p50' in cell.ttftMs) || !('p50' in cell.tpotMs)) {
        throw new Error('no figures');
      }
      expect(entries.length).toBe(measured.length);
      const ttft = entries.map((e) => (e.tokenMs[0] ?? 0) - e.receivedMs);
      const tpot = entries.map(
        (e) => ((e.tokenMs.at(-1) ?? 0) - (e.tokenMs[0] ?? 0)) / (e.outputTokens - 1),
      );
      // The definition of a percentile among few values may differ by one rank.
      expect((cell.ttftMs.p50 ?? 0) / median(ttft)).toBeCloseTo(1, 2);
      expect((cell.tpotMs.p50 ?? 0) / median(tpot)).toBeCloseTo(1, 2);
    }
  });
});
