import { type BoxEndpoint, type RunningFleet, startFleet } from '../../../../src/mock/index.ts';
import { type AnswerKey, answerKeySchema, mockFleetSchema } from '../../../../src/spec/index.ts';
import { type RawAnswer, type RawRequest, rawRequest } from './raw-client.ts';

export const key: AnswerKey = answerKeySchema.parse({
  schema: 'steelyard.answer-key/1',
  suite: 's',
  language: 'zh',
  tasks: {
    peak: {
      category: 'trend',
      question: '哪个月的销售额最高？',
      right: { kind: 'month', value: '2024-11' },
      wrong: [{ kind: 'month', value: '2024-12' }],
    },
  },
});

export const question = '哪个月的销售额最高？';

/** One box that answers within milliseconds, and a way to ask it. */
export interface OneBox {
  readonly endpoint: BoxEndpoint;
  ask(body?: object, request?: RawRequest): Promise<RawAnswer>;
  get(path: string): Promise<RawAnswer>;
  log(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  stop(): Promise<void>;
}

/** Starts a box named "m"; `box` is laid over a small, quick, always right one. */
export async function oneBox(box: object = {}): Promise<OneBox> {
  const fleet = mockFleetSchema.parse({
    boxes: [
      {
        id: 'a',
        model: 'm',
        preset: '1xh100-80g-sxm/vllm-0.10.0/llama-3.1-8b-fp8',
        law: { timeScale: 0.02 },
        answers: { accuracy: 1, shapes: ['json'] },
        ...box,
      },
    ],
  });
  const started = await startFleet(fleet, { keys: { a: [key] } });
  if (!started.ok) throw new Error(JSON.stringify(started.problems));
  const running: RunningFleet = started.value;
  const endpoint = running.endpoints[0];
  if (endpoint === undefined) throw new Error('no box');
  const get = (path: string) => rawRequest(endpoint.url + path);
  return {
    endpoint,
    get,
    ask: (body = {}, request = {}) =>
      rawRequest(`${endpoint.url}/v1/chat/completions`, {
        ...request,
        body: {
          model: 'm',
          stream: true,
          stream_options: { include_usage: true },
          temperature: 0,
          messages: [{ role: 'user', content: question }],
          ...body,
        },
      }),
    async log() {
      const { body } = await rawRequest(`${endpoint.admin}/log?writes`);
      return body
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .map((line): Readonly<Record<string, unknown>> => JSON.parse(line));
    },
    stop: () => running.stop(),
  };
}

/** The content of a stream, its deltas joined. */
export function contentOf(answer: RawAnswer): string {
  return dataOf(answer)
    .map((event) => /"content":("(?:[^"\\]|\\.)*")/.exec(event)?.[1] ?? '""')
    .map((text): string => JSON.parse(text))
    .join('');
}

/** The data of each event. */
export const dataOf = (answer: RawAnswer): string[] =>
  answer.body
    .split('\n\n')
    .filter((event) => event.startsWith('data:'))
    .map((event) => event.slice(5).trim());

export const usageOf = (answer: RawAnswer, field: string): number | undefined => {
  const found = new RegExp(`"${field}":(\\d+)`).exec(answer.body)?.[1];
  return found === undefined ? undefined : Number(found);
};
