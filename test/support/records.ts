import { ms, tokens } from '../../src/base/index.ts';
import type { RequestRecord } from '../../src/record/index.ts';

/** A completed request sent at 100 ms: headers 110, role 140, tokens 150, 160, 170, finish 170, usage 171, end 172. */
export const completedRecord = (over: Partial<RequestRecord> = {}): RequestRecord => ({
  index: 0,
  taskRun: 'r0',
  turn: 0,
  final: true,
  endpoint: 'box-a',
  scenario: 'excel',
  task: 't1',
  strategy: 'inline',
  epoch: 0,
  repeat: 0,
  block: 0,
  loadPoint: 0,
  phase: 'measured',
  segment: 0,
  worker: 0,
  slot: 0,
  dueMs: ms(90),
  sentMs: ms(100),
  headersMs: ms(110),
  firstMessageMs: ms(140),
  firstTokenMs: ms(150),
  firstAnswerMs: ms(150),
  lastTokenMs: ms(170),
  finishMs: ms(170),
  usageMs: ms(171),
  endMs: ms(172),
  messageGapsUs: [10_000, 10_000, 10_000, 0, 1_000],
  messageKinds: 'rcccfu',
  readCount: 5,
  coalescedMessages: 1,
  promptTokens: tokens(40),
  outputTokens: tokens(3),
  tokenSource: 'usage',
  outcome: { kind: 'completed', finishReason: 'stop' },
  promptHash: 'p',
  answer: '42',
  ...over,
});

/** A request that failed in the stream. */
export const failedRecord = (over: Partial<RequestRecord> = {}): RequestRecord =>
  completedRecord({
    outcome: { kind: 'failed', stage: 'stream', code: 'ECONNRESET', message: 'cut' },
    ...over,
  });
