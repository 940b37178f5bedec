import { describe, expect, it } from 'vitest';
import { ms, presentValue, tokens } from '../../../../src/base/index.ts';
import { type LensId, lenses, throughputBy } from '../../../../src/metric/index.ts';
import { completedRecord, failedRecord } from '../../../support/records.ts';

/**
 * One request, on which every definition can be done by hand: due 90, sent 100, role 140, content 150,
 * 160 and 190 with 1, 2 and 2 tokens, finish 195, usage 198, [DONE] 199, end of response 200.
 */
const one = completedRecord({
  dueMs: ms(90),
  sentMs: ms(100),
  firstMessageMs: ms(140),
  firstTokenMs: ms(150),
  firstAnswerMs: ms(150),
  lastTokenMs: ms(190),
  finishMs: ms(195),
  usageMs: ms(198),
  doneMs: ms(199),
  endMs: ms(200),
  messageKinds: 'rcccfu',
  messageGapsUs: [10_000, 10_000, 30_000, 5_000, 3_000],
  outputTokens: tokens(5),
  chunkTokens: [1, 2, 2],
});

/** The same request 100 ms later. */
const another = completedRecord({
  ...one,
  index: 1,
  dueMs: ms(190),
  sentMs: ms(200),
  firstMessageMs: ms(240),
  firstTokenMs: ms(250),
  lastTokenMs: ms(290),
  doneMs: ms(299),
  endMs: ms(300),
});

interface ByHand {
  readonly ttft: number;
  readonly itl?: readonly number[];
  readonly tpot?: number;
  readonly e2e: number;
  /** Of both requests: 10 tokens. */
  readonly perS: number;
}

const byHand: Readonly<Record<LensId, ByHand>> = {
  // first message with choices 140 - 100; every gap up to finish; last choices 195 - 100;
  // (95 - 40) / (5 - 1); 10 tokens from 100 to 300
  vllm: { ttft: 40, itl: [10, 10, 30, 5], tpot: 13.75, e2e: 95, perS: 50 },
  // (190 - 150) / 4 once; (190 - 100) / 5; end 200 - 100
  guidellm: { ttft: 50, itl: [10], tpot: 18, e2e: 100, perS: 50 },
  // latency 190 - 100; (90 - 50) / 4
  aiperf: { ttft: 50, itl: [10], e2e: 90, perS: 50 },
  // as aiperf; the clock stops at the last content, 290: 10 tokens in 190 ms
  'genai-perf': { ttft: 50, itl: [10], e2e: 90, perS: 10 / 0.19 },
  // two gaps between messages, and 5 - 3 tokens that came with an earlier one; (190 - 150) / 4
  'inference-perf': { ttft: 50, itl: [10, 30, 0, 0], tpot: 10, e2e: 100, perS: 50 },
  // 10 ms over 2 tokens, 30 ms over 2 tokens; [DONE] 199 - 100; (99 - 50) / 4
  sglang: { ttft: 50, itl: [5, 5, 15, 15], tpot: 12.25, e2e: 99, perS: 50 },
  // as vllm, but until the usage message: 198 - 100, (98 - 40) / 4
  evalscope: { ttft: 40, itl: [10, 10, 30, 5], tpot: 14.5, e2e: 98, perS: 50 },
  // (50 + 10 + 30) over the 5 lines r c c c f
  llmperf: { ttft: 50, itl: [18], e2e: 100, perS: 50 },
  // all from due: 150 - 90, 200 - 90; (200 - 150) / 4; from 90 to 300
  mlperf: { ttft: 60, tpot: 12.5, e2e: 110, perS: 10 / 0.21 },
};

describe.each(Object.entries(byHand))('the definitions of %s', (id, hand) => {
  const lens = lenses[id as LensId];

  it('give what they give by hand', () => {
    expect(presentValue(lens.ttft(one))).toBeCloseTo(hand.ttft, 9);
    expect(presentValue(lens.e2e(one))).toBeCloseTo(hand.e2e, 9);
    const itl = presentValue(lens.itl(one));
    if (hand.itl === undefined) expect(itl).toBeUndefined();
    else {
      expect(itl).toHaveLength(hand.itl.length);
      for (const [i, gap] of hand.itl.entries()) expect(itl?.[i]).toBeCloseTo(gap, 9);
    }
    const tpot = presentValue(lens.tpot(one));
    if (hand.tpot === undefined) expect(tpot).toBeUndefined();
    else expect(tpot).toBeCloseTo(hand.tpot, 9);
    expect(presentValue(throughputBy(lens, [one, another]))).toBeCloseTo(hand.perS, 6);
  });

  it('give no figure for a request that failed, but the reason', () => {
    for (const figure of [lens.ttft, lens.itl, lens.tpot, lens.e2e]) {
      expect(figure(failedRecord()).kind).toBe('absent');
    }
    expect(throughputBy(lens, [failedRecord()]).kind).toBe('absent');
  });

  it('name what makes the difference wherever they differ from ours', () => {
    // Ours: TTFT 50, gaps 10 and 30, TPOT 10, E2E 90.
    const ours = { ttft: 50, itl: [10, 30], tpot: 10, e2e: 90 };
    for (const figure of ['ttft', 'itl', 'tpot', 'e2e'] as const) {
      if (JSON.stringify(hand[figure]) !== JSON.stringify(ours[figure])) {
        expect(lens.differs[figure], figure).not.toHaveLength(0);
      }
    }
    expect(lens.differs.throughput).not.toHaveLength(0);
  });
});

describe('what a lens cannot see', () => {
  /** Reasoning at 150 and 160, an answer of one message at 190; 5 tokens, 4 of them reasoning. */
  const reasoned = completedRecord({
    ...one,
    messageKinds: 'rttcfu',
    firstAnswerMs: ms(190),
    reasoningTokens: tokens(4),
  });

  it('leaves reasoning out where the tool does', () => {
    expect(presentValue(lenses.llmperf.ttft(reasoned))).toBeCloseTo(90, 9); // 190 - 100
    expect(presentValue(lenses['genai-perf'].ttft(reasoned))).toBeCloseTo(90, 9);
    expect(presentValue(lenses.aiperf.ttft(reasoned))).toBeCloseTo(50, 9);
    // One answer token: inference-perf has no TTFT below two token times.
    expect(lenses['inference-perf'].ttft(reasoned).kind).toBe('absent');
  });

  it('is absent where reasoning of unknown length cannot be left out', () => {
    const { reasoningTokens: _, ...unknown } = reasoned;
    expect(lenses.llmperf.outputTokens(unknown)).toEqual({
      kind: 'absent',
      why: 'tokens of the reasoning unknown',
    });
  });

  it('is a count of messages for guidellm where no usage came, and nothing for sglang', () => {
    const { chunkTokens: _, ...rest } = one;
    const guessed = { ...rest, tokenSource: 'messages' as const, outputTokens: tokens(3) };
    expect(presentValue(lenses.guidellm.tpot(guessed))).toBeCloseTo(30, 9); // (190 - 100) / 3
    expect(lenses.sglang.tpot(guessed).kind).toBe('absent');
    expect(lenses.vllm.tpot(guessed).kind).toBe('absent');
  });

  it('is no usage to vllm where it came along with choices', () => {
    const merged = completedRecord({
      ...one,
      messageKinds: 'rcccf',
      messageGapsUs: [10_000, 10_000, 30_000, 5_000],
    });
    expect(lenses.vllm.tpot(merged).kind).toBe('absent');
    expect(lenses.evalscope.tpot(merged).kind).toBe('value');
  });

  it('is a split of gaps for sglang without tokens by message, unless each must hold one', () => {
    const { chunkTokens: _, ...untold } = one;
    expect(lenses.sglang.itl(untold).kind).toBe('absent'); // 5 tokens in 3 messages
    const plain = { ...untold, outputTokens: tokens(3) };
    expect(presentValue(lenses.sglang.itl(plain))).toEqual([ms(10), ms(30)]);
  });
});

describe('throughput by another tool', () => {
  it('takes each block as one run of the tool, for others send between', () => {
    // 5 tokens from 100 to 200, and 5 tokens from 200 to 300 an hour later: 10 tokens in 200 ms
    const later = completedRecord({
      ...another,
      block: 2,
      sentMs: ms(3_600_200),
      endMs: ms(3_600_300),
    });
    expect(presentValue(throughputBy(lenses.vllm, [one, later]))).toBeCloseTo(50, 6);
  });

  it('keeps the clock running for failed requests where the tool does', () => {
    const late = failedRecord({ index: 2, sentMs: ms(300), endMs: ms(600) });
    expect(presentValue(throughputBy(lenses.vllm, [one, another, late]))).toBeCloseTo(20, 6); // 10 in 500 ms
    expect(presentValue(throughputBy(lenses.aiperf, [one, another, late]))).toBeCloseTo(50, 6);
  });

  it('is absent, never smaller, where tokens of a request are unknown', () => {
    const { outputTokens: _, ...uncounted } = another;
    expect(throughputBy(lenses.aiperf, [one, uncounted])).toEqual({
      kind: 'absent',
      why: 'output tokens unknown for 1 of 2 requests',
    });
  });
});
