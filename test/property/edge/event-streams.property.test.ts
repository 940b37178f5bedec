import { Buffer } from 'node:buffer';
import { fc, test } from '@fast-check/vitest';
import { createParser } from 'eventsource-parser';
import { describe, expect } from 'vitest';
import { ChatStream } from '../../../src/edge/openai/chat-stream.ts';
import { SseScanner } from '../../../src/edge/openai/sse-scanner.ts';

const limit = 1 << 20;

/** Cuts bytes at the given places, each read in memory of its own. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((p) => p % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, i) =>
    Buffer.from(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)),
  );
}

const places = fc.array(fc.nat({ max: 100_000 }), { maxLength: 12 });

function scanned(reads: readonly Buffer[]): { data: string; name: string | undefined }[] {
  const events: { data: string; name: string | undefined }[] = [];
  const scanner = new SseScanner((bytes, from, to, name) => {
    events.push({ data: bytes.toString('utf8', from, to), name });
  }, limit);
  for (const read of reads) {
    let pos = 0;
    while (pos < read.length) pos = scanner.scan(read, pos, read.length);
  }
  return events;
}

// Pieces that meet at every joint of the format.
const piece = fc.constantFrom(
  'data:',
  'data: ',
  'data',
  'data:  two blanks',
  'data: {"a":1}',
  'data: 中文 🎈',
  'datax: no',
  'event: error',
  'event:',
  'id: 1',
  'retry: 10',
  ': comment',
  ':',
  'data: with : colon',
  ' data: blank first',
);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const sse = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.tuple(fc.oneof(piece, fc.string(), fc.constant('')), lineEnd), { maxLength: 40 }),
  )
  .map(
    // The oracle holds a last CR back until it sees what follows, hence the comment.
    ([mark, lines]) => `${mark ? '\ufeff' : ''}${lines.map(([l, end]) => l + end).join('')}: end\n`,
  );

describe('the scanner of server-sent events', () => {
  test.prop([sse, places], { numRuns: 400 })(
    'gives the events that eventsource-parser gives, however the bytes are cut',
    (text, cuts) => {
      const expected: { data: string; name: string | undefined }[] = [];
      const oracle = createParser({
        onEvent: (e) => expected.push({ data: e.data, name: e.event === '' ? undefined : e.event }),
      });
      // It leaves the byte order mark to the decoder before it.
      oracle.feed(text.replace(/^\ufeff/, ''));
      const reads = cut(Buffer.from(text), cuts);
      const seen = scanned(reads).map(({ data, name }) => ({ data, name: name || undefined }));
      expect(seen).toEqual(expected);
    },
  );

  test.prop([fc.uint8Array({ maxLength: 300 }), places])(
    'gives the same events for arbitrary bytes whole and cut',
    (bytes, cuts) => {
      const whole = Buffer.from(bytes);
      expect(scanned(cut(whole, cuts))).toEqual(scanned([whole]));
    },
  );

  test.prop([fc.nat({ max: 60 }), places])(
    'fails on an event beyond the limit, however it is cut',
    (size, cuts) => {
      const text = Buffer.from(`data: ${'x'.repeat(size)}\n\n`);
      const outcomes = [[text], cut(text, cuts)].map((reads) => {
        const scanner = new SseScanner(() => undefined, 32);
        for (const read of reads) {
          let pos = 0;
          while (pos < read.length) pos = scanner.scan(read, pos, read.length);
        }
        return scanner.isOverlong;
      });
      // "data: " counts as part of the line: 6 + 26 bytes still fit into 32.
      expect(outcomes).toEqual([size > 26, size > 26]);
    },
  );
});

const token = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 6 }) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  fc.constantFrom('', '\n', '"', '\\', '世界', '🎈', '\u2028', '\ud83d', '\udf88', '</', '\u0000'),
);
const member = fc.constantFrom('content', 'reasoning', 'reasoning_content', 'model', 'role');
const separators = fc.constantFrom([',', ':'], [', ', ': ']);

/** Events of one stream: mostly alike but for their text, as servers send them. */
const chatEvents = fc
  .record({
    items: fc.array(
      fc.record({
        field: fc.oneof({ weight: 8, arbitrary: fc.constant('content') }, member),
        text: token,
        odd: fc.oneof(
          { weight: 10, arbitrary: fc.constant('') },
          fc.constantFrom('usage', 'finish', 'created', 'calls', 'empty', 'cut', 'raw', 'key'),
        ),
      }),
      { maxLength: 30 },
    ),
    end: fc.constantFrom('\n\n', '\r\n\r\n', '\r\r'),
    blank: fc.constantFrom(' ', ''),
    separators,
    ascii: fc.boolean(),
  })
  .map(({ items, end, blank, separators: [comma = ',', colon = ':'], ascii }) =>
    items
      .map(({ field, text, odd }, i) => {
        const quoted = ascii
          ? JSON.stringify(text).replace(
              /[\u007f-\uffff]/g,
              (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
            )
          : JSON.stringify(text);
        const delta = [`"${field}"${colon}${quoted}`];
        if (odd === 'key') delta.push(`"x\\"content"${colon}"y"`);
        if (odd === 'calls') delta.push(`"tool_calls":[{"index":0,"function":{"arguments":"a"}}]`);
        const finish = odd === 'finish' ? '"stop"' : 'null';
        const usage =
          odd === 'usage' ? `,"usage":{"prompt_tokens":1,"completion_tokens":${i}}` : '';
        const created = odd === 'created' ? i : 1;
        const json = `{"id":"c","created":${created},"model":"m","choices":[{"index":0${comma}"delta"${colon}{${delta.join(comma)}}${comma}"finish_reason"${colon}${finish}}]${usage}}`;
        if (odd === 'empty') return `data:${blank}${end}`;
        if (odd === 'cut') return `data:${blank}${json.slice(0, -3)}${end}`;
        if (odd === 'raw') return `data:${blank}${json.replace('"c"', '"c\u0001"')}${end}`;
        return `data:${blank}${json}${end}`;
      })
      .join(''),
  );

/** Everything a stream tells but for how the reads fell. */
function folded(reads: readonly Buffer[]): unknown {
  const stream = new ChatStream(limit);
  reads.forEach((read, i) => {
    stream.push(read, 0, read.length, 5, i);
  });
  return {
    kinds: stream.timeline.kinds(),
    answer: stream.answer(),
    reasoning: stream.reasoning(),
    calls: stream.toolCalls(),
    finish: stream.finishReason,
    usage: stream.usage,
    model: stream.model,
    chunkTokens: stream.chunkTokens(),
    tokens: stream.tokenMessages,
    fault: stream.fault?.code,
  };
}

/** One byte a read: no event ever lies whole in a read, so that the learnt template is never used. */
const byByte = (bytes: Buffer): Buffer[] => Array.from(bytes, (byte) => Buffer.of(byte));

describe('the learnt template', () => {
  test.prop([chatEvents, places], { numRuns: 400 })(
    'reads a stream as the full parser does, however it is cut',
    (text, cuts) => {
      const bytes = Buffer.from(text);
      const expected = folded(byByte(bytes));
      expect(folded([bytes])).toEqual(expected);
      expect(folded(cut(bytes, cuts))).toEqual(expected);
    },
  );

  test.prop([chatEvents, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 })], {
    numRuns: 400,
  })('reads a damaged stream as the full parser does', (text, damage) => {
    const bytes = Buffer.from(text);
    for (const [at, byte] of damage) if (bytes.length > 0) bytes[at % bytes.length] = byte;
    expect(folded([bytes])).toEqual(folded(byByte(bytes)));
  });
});
