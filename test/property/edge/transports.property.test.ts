import { Buffer } from 'node:buffer';
import { fc, test } from '@fast-check/vitest';
import { afterAll, describe, expect } from 'vitest';
import { ms } from '../../../src/base/index.ts';
import { systemClock } from '../../../src/edge/clock.ts';
import { BadHttp, Http1Parser } from '../../../src/edge/openai/http1-parser.ts';
import { rawTransport, undiciTransport } from '../../../src/edge/openai/index.ts';
import { httpChunk, scriptedServer } from '../../unit/edge/openai/scripted-server.ts';

/** What a parser made of the reads: head, body, whether it ended, how much it left. */
function parsed(reads: readonly Buffer[]): unknown {
  const seen: unknown[] = [];
  let body = '';
  const parser = new Http1Parser({
    head: (head) => seen.push(head),
    body: (bytes, from, to) => {
      body += bytes.toString('latin1', from, to);
    },
  });
  let left = 0;
  try {
    for (const read of reads) left += read.length - parser.push(read, 0, read.length);
  } catch (error) {
    if (!(error instanceof BadHttp)) throw error;
    // Where it gave up depends on the reads, that it gave up does not.
    return 'bad';
  }
  return { seen, body, done: parser.isDone, left };
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((p) => p % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, i) =>
    Buffer.from(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)),
  );
}

const places = fc.array(fc.nat({ max: 100_000 }), { maxLength: 8 });

const content = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('', '世界', '"\n'),
);
const lineEnd = fc.constantFrom('\n\n', '\r\n\r\n');
const body = fc
  .tuple(fc.array(content, { maxLength: 12 }), lineEnd, fc.boolean(), fc.boolean())
  .map(([texts, end, finishes, isDone]) => {
    const event = (delta: object, finish: string | null): string =>
      `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}${end}`;
    return (
      texts.map((text) => event({ content: text }, null)).join('') +
      (finishes ? event({}, 'stop') : '') +
      (isDone ? `data: [DONE]${end}` : '')
    );
  });

const framings = ['chunked', 'length', 'close'] as const;
const response = fc
  .record({
    text: body,
    framing: fc.constantFrom(...framings),
    chunks: places,
    extension: fc.constantFrom('', ';a=b', ';x="y z"'),
    trailer: fc.constantFrom('', 'x-sum: 1\r\n'),
    interim: fc.constantFrom('', 'HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n'),
  })
  .map(({ text, framing, chunks, extension, trailer, interim }) => {
    const bytes = Buffer.from(text);
    const head = (line: string): Buffer =>
      Buffer.from(
        `${interim}HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n${line}\r\n\r\n`,
      );
    if (framing === 'length') {
      return { framing, bytes: Buffer.concat([head(`content-length: ${bytes.length}`), bytes]) };
    }
    if (framing === 'close')
      return { framing, bytes: Buffer.concat([head('connection: close'), bytes]) };
    const pieces = cut(bytes, chunks)
      .filter(({ length }) => length > 0)
      .map((piece) => {
        const framed = httpChunk(piece).toString('latin1');
        return Buffer.from(framed.replace('\r\n', `${extension}\r\n`), 'latin1');
      });
    const last = Buffer.from(`0${extension}\r\n${trailer}\r\n`);
    return { framing, bytes: Buffer.concat([head('transfer-encoding: chunked'), ...pieces, last]) };
  });

describe('the HTTP parser', () => {
  test.prop([response, places])('reads a response however it is cut', ({ bytes }, cuts) => {
    expect(parsed(cut(bytes, cuts))).toEqual(parsed([bytes]));
  });

  test.prop([
    response,
    places,
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 }),
  ])('comes to the same end on damaged bytes however they are cut', ({ bytes }, cuts, damage) => {
    const damaged = Buffer.from(bytes);
    for (const [at, byte] of damage) damaged[at % damaged.length] = byte;
    expect(parsed(cut(damaged, cuts))).toEqual(parsed([damaged]));
  });
});

describe('two transports over the same wire', () => {
  const clock = systemClock();
  let reads: readonly Buffer[] = [];
  let ends = false;
  const opened = scriptedServer((socket) => {
    const [first, ...rest] = reads;
    const step = (next: Buffer | undefined): void => {
      if (next !== undefined) socket.write(next, () => setImmediate(step, rest.shift()));
      else if (ends) socket.end();
    };
    step(first);
  });
  const transports = opened.then(({ url }) =>
    [undiciTransport, rawTransport].map((make) => make({ url, model: 'm', clock })),
  );
  afterAll(async () => {
    for (const each of await transports) await each.close();
    await (await opened).close();
  });

  test.prop([response, places], { numRuns: 60 })(
    'tell the same of any stream, however its bytes are cut',
    async ({ bytes, framing }, cuts) => {
      const told: unknown[] = [];
      for (const transport of await transports) {
        reads = cut(bytes, cuts).filter(({ length }) => length > 0);
        ends = framing === 'close';
        const exchange = await transport.send(
          {
            messages: [{ role: 'user', content: 'hi' }],
            generation: { maxTokens: 8, temperature: 0, ignoreEos: false },
            deadlineMs: ms(clock.now() + 10_000),
          },
          { cancelled: false, onCancel: () => undefined },
        );
        const { outcome, messageKinds, answer, outputTokens, servedModel, doneMs } = exchange;
        told.push({
          outcome,
          messageKinds,
          answer,
          outputTokens,
          servedModel,
          isDone: doneMs !== undefined,
        });
      }
      expect(told[1]).toEqual(told[0]);
    },
  );
});
