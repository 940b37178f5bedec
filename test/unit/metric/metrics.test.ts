import { describe, expect, it } from 'vitest';
import { absent, measured, ms, tokens } from '../../../src/base/index.ts';
import {
  e2e,
  interChunkGaps,
  requestMetrics,
  response,
  responseTtft,
  sendLag,
  taskTime,
  tokensPerChunk,
  tpot,
  ttfa,
  ttft,
} from '../../../src/metric/index.ts';
import { completedRecord, failedRecord } from '../../support/records.ts';

// The record of test/support/records.ts: due 90, sent 100, first token 150, last token 170, 3 tokens.
describe('metrics of one request', () => {
  it('counts service times from sent and response times from due', () => {
    const r = completedRecord();
    expect(ttft.of(r)).toEqual(measured(50)); // 150 - 100
    expect(e2e.of(r)).toEqual(measured(70)); // 170 - 100
    expect(responseTtft.of(r)).toEqual(measured(60)); // 150 - 90
    expect(response.of(r)).toEqual(measured(80)); // 170 - 90
    expect(sendLag.of(r)).toEqual(measured(10)); // 100 - 90
  });

  it('does not count reasoning as the first answer', () => {
    const r = completedRecord({ firstAnswerMs: ms(165) });
    expect(ttfa.of(r)).toEqual(measured(65)); // 165 - 100
    expect(ttft.of(r)).toEqual(measured(50));
  });

  it('divides the decode time by one token fewer than came out', () => {
    expect(tpot.of(completedRecord())).toEqual(measured(10)); // (170 - 150) / (3 - 1)
  });

  it('has no tpot below two output tokens, nor from guessed tokens', () => {
    expect(tpot.of(completedRecord({ outputTokens: tokens(1) })).kind).toBe('absent');
    expect(tpot.of(completedRecord({ outputTokens: tokens(0) })).kind).toBe('absent');
    expect(tpot.of(completedRecord({ tokenSource: 'messages' })).kind).toBe('absent');
  });

  it('is absent, with the outcome as reason, for a request that failed', () => {
    for (const metric of requestMetrics) {
      if (metric.id === 'sendLagMs') continue;
      expect(metric.of(failedRecord())).toEqual(absent('failed'));
    }
    expect(sendLag.of(failedRecord())).toEqual(measured(10));
  });

  it('takes gaps between token-bearing messages only', () => {
    // r +10ms c +10 c +10 c: two gaps of 10 ms between the three content messages
    expect(interChunkGaps(completedRecord())).toEqual(measured([10, 10]));
    // an empty message between two tokens: its gap belongs to theirs, 4 + 6 ms
    const r = completedRecord({ messageKinds: 'cecf', messageGapsUs: [4_000, 6_000, 0] });
    expect(interChunkGaps(r)).toEqual(measured([10]));
    expect(
      interChunkGaps(completedRecord({ messageKinds: 'rcf', messageGapsUs: [1, 1] })).kind,
    ).toBe('absent');
  });

  it('tells merged chunks by tokens per chunk', () => {
    expect(tokensPerChunk(completedRecord())).toEqual(measured(1));
    expect(tokensPerChunk(completedRecord({ outputTokens: tokens(9) }))).toEqual(measured(3));
  });

  it('spans a task run from its first due to its last token', () => {
    const turns = [
      completedRecord({ turn: 0, final: false }),
      completedRecord({ turn: 1, dueMs: ms(200), sentMs: ms(200), lastTokenMs: ms(290) }),
    ];
    expect(taskTime(turns)).toEqual(measured(200)); // 290 - 90
    expect(taskTime([completedRecord(), failedRecord()])).toEqual(absent('failed'));
    expect(taskTime([completedRecord(), completedRecord({ segment: 1 })]).kind).toBe('absent');
    expect(taskTime([]).kind).toBe('absent');
  });
});
