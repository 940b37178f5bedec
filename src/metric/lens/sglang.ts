import { absent, type Measured, type Ms, measured, ms, type Tokens } from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import type { Lens } from './lens.ts';
import { messagesOf, texts, untilFirst, untilLast } from './messages.ts';
import { minus, perLaterToken, recordedTokens } from './token-counts.ts';
import { wholeRun } from './wall.ts';

/** Usage alone; without it the tool takes the max_tokens it asked for, which a record does not hold. */
const outputTokens = (record: RequestRecord): Measured<Tokens> =>
  record.tokenSource === 'usage'
    ? recordedTokens(record)
    : absent('no usage: this tool would take the tokens it asked for');

/** Until the last line of the stream, [DONE] included. */
function e2e(record: RequestRecord): Measured<Ms> {
  const last = untilLast(record);
  const { sentMs, doneMs } = record;
  if (last.kind === 'absent' || sentMs === undefined || doneMs === undefined) return last;
  return measured(ms(Math.max(last.value, doneMs - sentMs)));
}

const ttft = (record: RequestRecord) => untilFirst(record, texts);

/** Each gap is split evenly over the tokens that its message brought, one sample a token. */
function splitGaps(record: RequestRecord): Measured<readonly Ms[]> {
  const found = messagesOf(record, texts);
  if (found.kind === 'absent') return found;
  const perMessage = tokensPerMessage(record, found.value.length);
  if (perMessage === undefined) return absent('tokens of each message unknown');
  const samples: Ms[] = [];
  for (let i = 1; i < found.value.length; i++) {
    const gap = (found.value[i]?.atMs ?? 0) - (found.value[i - 1]?.atMs ?? 0);
    const count = perMessage[i] ?? 0;
    for (let k = 0; k < count; k++) samples.push(ms(gap / count));
  }
  return samples.length === 0 ? absent('fewer than two messages that count') : measured(samples);
}

/** Told by the server with each message, or one each where that is what the total allows. */
function tokensPerMessage(record: RequestRecord, messages: number): readonly number[] | undefined {
  if (record.chunkTokens?.length === messages) return record.chunkTokens;
  const total = outputTokens(record);
  return total.kind === 'value' && total.value === messages
    ? new Array<number>(messages).fill(1)
    : undefined;
}

/** `python -m sglang.bench_serving`: benchmark/serving.py. */
export const sglang: Lens = {
  id: 'sglang',
  name: 'sglang bench_serving',
  ttft,
  itl: splitGaps,
  tpot: (record) => perLaterToken(minus(e2e(record), ttft(record)), outputTokens(record)),
  e2e,
  outputTokens,
  wall: wholeRun,
  percentile: 'linear',
  differs: {
    ttft: ['tool-calls-not-counted'],
    itl: ['gap-split-over-tokens'],
    tpot: ['ends-at-done', 'requested-tokens-without-usage'],
    e2e: ['ends-at-done'],
    throughput: ['whole-wall-time', 'requested-tokens-without-usage'],
  },
};
