// @ts-check
/**
 * The source of streams that a floor is measured against: a process of its own, which answers chat
 * completions at once and writes into each event the instant at which it handed it to the system.
 * Plain JavaScript, so that the very file that is read here runs from the sources and from the built
 * package alike. Says `{port, nowNs}` on stdout and ends with its stdin. The request says how many
 * events it wants (`max_tokens`) and how many a second (`floor_rate`).
 */
import { Buffer } from 'node:buffer';
import { createServer } from 'node:net';

const digits = 19;
const before =
  'data: {"id":"floor","object":"chat.completion.chunk","created":0,"model":"floor","choices":[{"index":0,"delta":{"content":"';
const after = '"},"logprobs":null,"finish_reason":null}]}\n\n';
const size = (before.length + digits + after.length).toString(16);
const opening = `${size}\r\n${before}`;
const closing = `${after}\r\n`;
const head =
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n';
const models = '{"object":"list","data":[{"id":"floor","object":"model"}]}';
const modelList = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${models.length}\r\n\r\n${models}`;

/** @typedef {{socket: import('node:net').Socket, left: number, total: number, periodNs: number, dueNs: number}} Stream */

/** @type {Set<Stream>} */
const streams = new Set();
let isTicking = false;

const nowNs = () => Number(process.hrtime.bigint());

/** @param {Stream} stream */
function sendOne(stream) {
  const stamp = process.hrtime.bigint().toString().padStart(digits, '0');
  stream.socket.write(opening + stamp + closing, 'latin1');
  stream.left--;
  stream.dueNs += stream.periodNs;
}

/** @param {Stream} stream */
function finish({ socket, total }) {
  const chunk = (/** @type {string} */ body) => `${body.length.toString(16)}\r\n${body}\r\n`;
  const usage = `"usage":{"prompt_tokens":1,"completion_tokens":${total},"total_tokens":${total + 1}}`;
  socket.write(
    chunk(
      'data: {"id":"floor","model":"floor","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n' +
        `data: {"id":"floor","model":"floor","choices":[],${usage}}\n\ndata: [DONE]\n\n`,
    ),
    'latin1',
  );
  socket.write('0\r\n\r\n', 'latin1');
}

/** Sends what is due; sleeps between, so that this process does not take a core from the client. */
function tick() {
  const now = nowNs();
  for (const stream of streams) {
    while (stream.left > 0 && stream.dueNs <= now) sendOne(stream);
    if (stream.left > 0) continue;
    streams.delete(stream);
    finish(stream);
  }
  isTicking = streams.size > 0;
  if (isTicking) setTimeout(tick, 1);
}

/**
 * @param {import('node:net').Socket} socket
 * @param {string} body
 */
function answer(socket, body) {
  /** @type {unknown} */
  const asked = JSON.parse(body);
  const fields = /** @type {Record<string, unknown>} */ (asked);
  const total = Math.max(1, Number(fields['max_tokens'] ?? fields['max_completion_tokens'] ?? 2));
  const periodNs = 1e9 / Number(fields['floor_rate'] ?? 100);
  const stream = { socket, left: total, total, periodNs, dueNs: nowNs() };
  socket.write(head, 'latin1');
  sendOne(stream);
  if (stream.left === 0) finish(stream);
  else {
    streams.add(stream);
    if (!isTicking) setTimeout(tick, 1);
    isTicking = true;
  }
}

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    for (const stream of streams) if (stream.socket === socket) streams.delete(stream);
  });
  let heard = Buffer.alloc(0);
  socket.on('data', (piece) => {
    heard = heard.length === 0 ? Buffer.from(piece) : Buffer.concat([heard, piece]);
    for (;;) {
      const end = heard.indexOf('\r\n\r\n');
      if (end < 0) return;
      const text = heard.toString('latin1', 0, end);
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
      const next = end + 4 + length;
      if (heard.length < next) return;
      const body = heard.toString('utf8', end + 4, next);
      heard = heard.subarray(next);
      if (text.startsWith('POST ')) answer(socket, body);
      else socket.write(modelList, 'latin1');
    }
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') process.exit(1);
  const nowNsText = process.hrtime.bigint().toString();
  process.stdout.write(`${JSON.stringify({ port: address.port, nowNs: nowNsText })}\n`);
});
// The parent's end closes this pipe, however it ends.
process.stdin.resume().on('end', () => process.exit(0));
