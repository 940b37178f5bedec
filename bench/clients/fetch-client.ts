import { createParser } from 'eventsource-parser';
import { chatBody, runClient, type StreamSeen, zeroNs } from './client-child.ts';

/** The client most would write: fetch, a reader, eventsource-parser, JSON.parse of each event. */
const zero = zeroNs(() => performance.now());

async function open(url: string): Promise<StreamSeen> {
  const answer = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(chatBody),
  });
  const arrivals: number[] = [];
  let sent = '';
  let at = 0;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === '[DONE]') return;
      const chunk = JSON.parse(data);
      const content = chunk.choices[0]?.delta?.content;
      if (!content) return;
      sent += content;
      arrivals.push(zero + at * 1e6);
    },
  });
  const decoder = new TextDecoder();
  const reader = answer.body?.getReader();
  for (;;) {
    const read = await reader?.read();
    if (read === undefined || read.done) break;
    at = performance.now();
    parser.feed(decoder.decode(read.value, { stream: true }));
  }
  return { sent, arrivedNs: Float64Array.from(arrivals) };
}

await runClient(open);
