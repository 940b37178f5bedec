import { describe, expect, it } from 'vitest';
import {
  type Floor,
  type FloorSample,
  floorSchema,
  floorWarnings,
  STAMP_DIGITS,
  summarizePhase,
} from '../../../src/analysis/index.ts';
import { ms } from '../../../src/base/index.ts';

/** ms on the source's clock as it writes them. */
const stamp = (atMs: number): string => String(atMs * 1e6).padStart(STAMP_DIGITS, '0');

/**
 * A request due at `dueMs`, sent 0.5 ms late; its source sends three events 10 ms apart, the first 1 ms
 * after the sending; each is seen `late` ms after it was sent. The source's clock is 1000 ms ahead.
 */
const sample = (dueMs: number, late: readonly [number, number, number]): FloorSample => {
  const sentMs = dueMs + 0.5;
  const sendings = [sentMs + 1, sentMs + 11, sentMs + 21];
  const [first = 0, second = 0, third = 0] = sendings.map((at, i) => at + (late[i] ?? 0));
  return {
    dueMs,
    exchange: {
      sentMs: ms(sentMs),
      firstMessageMs: ms(first),
      firstTokenMs: ms(first),
      lastTokenMs: ms(third),
      endMs: ms(third + 1),
      messageKinds: 'cccf',
      messageGapsUs: [
        Math.round((second - first) * 1000),
        Math.round((third - second) * 1000),
        1000,
      ],
      answer: sendings.map((at) => stamp(at + 1000)).join(''),
      outcome: { kind: 'completed', finishReason: 'stop' },
    },
  };
};

const load = {
  streams: 1,
  ratePerS: 100,
  seconds: 1,
  loopUtilisation: 0.1,
  steadyMs: [0, 1000],
} as const;

describe('the floor of one phase', () => {
  it('takes errors from the log of the source: late stamps, gaps apart from those sent, lag from due', () => {
    const samples = Array.from({ length: 6 }, (_, i) => sample(i * 100, [0.2, 0.2, 0.5]));
    const phase = summarizePhase(samples, { ...load, sourceOffsetMs: -1000 });
    // TTFT: the source waits 1 ms, and the first event is seen 0.2 ms late.
    expect(phase.ttftMs).toMatchObject({ n: 6 });
    if (!('n' in phase.ttftMs)) throw new Error('absent');
    expect(phase.ttftMs.p50).toBeCloseTo(1.2, 6);
    // Gaps: 0 ms and 0.3 ms wrong in each request; order statistics of 12 values, half of either.
    expect(phase.gapErrorMs).toMatchObject({ n: 12 });
    if (!('n' in phase.gapErrorMs)) throw new Error('absent');
    expect(phase.gapErrorMs.p50).toBeCloseTo(0.15, 3);
    expect(phase.gapErrorMs.max).toBeCloseTo(0.3, 3);
    // Stamps: 0.2, 0.2, 0.5 late.
    if (!('n' in phase.stampErrorMs)) throw new Error('absent');
    expect(phase.stampErrorMs.min).toBeCloseTo(0.2, 3);
    expect(phase.stampErrorMs.max).toBeCloseTo(0.5, 3);
    if (!('n' in phase.sendLagMs)) throw new Error('absent');
    expect(phase.sendLagMs.p50).toBeCloseTo(0.5, 9);
    // 18 events in one steady second.
    expect(phase.eventsPerS).toBeCloseTo(18, 9);
  });

  it('shows no p99 that the sample cannot bound, and says how many it needs', () => {
    const phase = summarizePhase([sample(0, [0, 0, 0])], { ...load, sourceOffsetMs: -1000 });
    expect(phase.ttftMs).not.toHaveProperty('p99');
    // 0.99^368 is the first power at or below 0.025.
    expect(phase.ttftMs).toMatchObject({ absent: { p99: 'needs 368 requests, has 1' } });
  });

  it('knows no timestamp error without a common clock, and none where events precede their sending', () => {
    const samples = [sample(0, [0, 0, 0])];
    expect(summarizePhase(samples, load).stampErrorMs).toHaveProperty('absent');
    const wrong = summarizePhase(samples, { ...load, sourceOffsetMs: -900 });
    expect(wrong.stampErrorMs).toMatchObject({
      absent: '3 events were seen before they were sent: no clock in common',
    });
    // What needs one clock only is there all the same.
    expect(wrong.gapErrorMs).toHaveProperty('n', 2);
  });

  it('counts what failed and makes no figure of it', () => {
    const { exchange } = sample(0, [0, 0, 0]);
    const failed: FloorSample = {
      dueMs: 0,
      exchange: {
        ...exchange,
        outcome: { kind: 'failed', stage: 'connect', code: 'ECONNREFUSED', message: '' },
      },
    };
    const phase = summarizePhase([failed], load);
    expect(phase.requests).toEqual({ measured: 1, failed: 1 });
    expect(phase.ttftMs).toHaveProperty('absent');
  });
});

describe('doubts about a floor', () => {
  const phase = summarizePhase(
    Array.from({ length: 400 }, (_, i) => sample(i, [0, 0, 0])),
    { ...load, sourceOffsetMs: -1000, steadyMs: [0, 400] },
  );
  const floor: Omit<Floor, 'warnings'> = {
    schema: 'steelyard.floor/1',
    measuredAt: '2026-11-22T00:00:00.000Z',
    versions: { steelyard: '0.1.0', node: 'v20.19.0' },
    transport: 'undici',
    host: { platform: 'linux-x64', cpus: 4, memoryBytes: 1, load: 0.1 },
    clock: { common: true, why: 'one clock' },
    idle: phase,
    loaded: phase,
  };
  const codes = (over: Partial<typeof floor>): string[] =>
    floorWarnings({ ...floor, ...over }).map((w) => w.code);

  it('are none where all is well, and the schema takes the whole', () => {
    expect(codes({})).toEqual([]);
    expect(floorSchema.safeParse({ ...floor, warnings: [] }).success).toBe(true);
  });

  it('name a busy host, a shared CPU, a busy client, a load not reached and a foreign clock', () => {
    expect(codes({ host: { ...floor.host, load: 3 } })).toEqual(['host-busy']); // 3 > 0.7 x 4
    expect(codes({ host: { ...floor.host, cpus: 1 } })).toEqual(['source-shares-cpu']);
    expect(codes({ loaded: { ...phase, loopUtilisation: 0.8 } })).toEqual(['client-limited']);
    // 100 streams of 100/s planned, some 3,000/s seen
    expect(codes({ loaded: { ...phase, streams: 100 } })).toEqual(['load-not-reached']);
    expect(codes({ clock: { common: false, why: 'x' } })).toEqual(['no-common-clock']);
  });
});
