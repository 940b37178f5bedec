/** The same source in Node, where no C compiler is at hand; arguments and output as in source.c. */
import { createServer, type Socket } from 'node:net';

const [streamsText = '1', rateText = '1', eventsText = '1', phase = 'apart'] =
  process.argv.slice(2);
const streams = Number(streamsText);
const periodNs = 1e9 / Number(rateText);
const events = Number(eventsText);

const head =
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n';
const before =
  'data: {"id":"chatcmpl-0123456789abcdef0123456789abcdef","object":"chat.completion.chunk","created":1700000000,"model":"bench-model-with-a-name-of-usual-length","choices":[{"index":0,"delta":{"content":"';
const after = '"},"logprobs":null,"finish_reason":null}]}\n\n';
const finish =
  'data: {"choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
const chunk = (body: string): string => `${body.length.toString(16)}\r\n${body}\r\n`;
const say = (line: object): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);
const nowNs = (): number => Number(process.hrtime.bigint());

const sockets: Socket[] = [];
let worstLateNs = 0;
let blocked = 0;

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.once('data', () => {
    socket.write(head);
    sockets.push(socket);
    if (sockets.length === streams) begin();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) say({ port: address.port });
});

function begin(): void {
  const startNs = nowNs() + 1e8;
  say({ startNs });
  let sent = 0;
  const step = (): void => {
    for (;;) {
      if (sent === events * streams) {
        end();
        return;
      }
      const k = Math.floor(sent / streams);
      const i = sent % streams;
      const dueNs = startNs + periodNs * (k + (phase === 'together' ? 0 : i / streams));
      const at = process.hrtime.bigint();
      const lateNs = Number(at) - dueNs;
      if (lateNs < 0) break;
      worstLateNs = Math.max(worstLateNs, lateNs);
      const text = at.toString().padStart(19, '0');
      if (sockets[i]?.write(chunk(before + text + after)) === false) blocked++;
      sent++;
    }
    setImmediate(step);
  };
  step();
}

function end(): void {
  for (const socket of sockets) socket.write(`${chunk(finish)}0\r\n\r\n`);
  const { user, system } = process.cpuUsage();
  say({
    cpuMs: (user + system) / 1000,
    blocked,
    worstLateUs: Math.round(worstLateNs / 1000),
  });
  setTimeout(() => process.exit(0), 2000).unref();
  server.close();
}
