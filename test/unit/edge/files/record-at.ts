import { ms } from '../../../../src/base/index.ts';
import type { RequestRecord } from '../../../../src/record/index.ts';

/** A completed record of task run `run-<index>`. */
export const recordAt = (index: number, over: Partial<RequestRecord> = {}): RequestRecord => ({
  index,
  taskRun: `run-${index}`,
  turn: 0,
  final: true,
  endpoint: 'box-a',
  scenario: 'sales',
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
  dueMs: ms(10 * index),
  sentMs: ms(10 * index),
  endMs: ms(10 * index + 5),
  outcome: { kind: 'completed', finishReason: 'stop' },
  promptHash: 'p',
  answer: '十一月 – "quoted"\n',
  ...over,
});
