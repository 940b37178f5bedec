/** Asks a box for so many streams of so many tokens at once, and throws away what comes. */
import { connect } from 'node:net';

const [port = 0, streams = 0, tokens = 0] = process.argv.slice(2).map(Number);
const body = JSON.stringify({
  model: 'm',
  stream: true,
  ignore_eos: true,
  max_tokens: tokens,
  messages: [{ role: 'user', content: 'x' }],
});
const request = [
  'POST /v1/chat/completions HTTP/1.1',
  'Host: bench',
  'Content-Type: application/json',
  `Content-Length: ${body.length}`,
  'Connection: close',
  '',
  body,
].join('\r\n');

const drained = Array.from(
  { length: streams },
  () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(request));
      socket.on('data', () => undefined);
      socket.on('error', reject);
      socket.on('close', () => resolve());
    }),
);
await Promise.all(drained);
const { user, system } = process.cpuUsage();
process.send?.({ cpuMs: (user + system) / 1000 });
