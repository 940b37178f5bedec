/** Streams of the five servers as their sources write them: shapes and member order per dialect. */

const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const done = 'data: [DONE]\n\n';
const object = 'chat.completion.chunk';

const vllmBase = { id: 'chatcmpl-ab12', object, created: 1, model: 'm' };
const vllmDelta = (delta: unknown, rest = {}): string =>
  event({
    ...vllmBase,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: null, ...rest }],
  });

export interface GoldenStream {
  readonly name: string;
  readonly bytes: string;
  /** What a right reading of it gives. */
  readonly expected: {
    readonly kinds: string;
    readonly answer?: string;
    readonly reasoning?: string;
    readonly finishReason: string;
    readonly done: boolean;
    readonly promptTokens?: number;
    readonly outputTokens: number;
    readonly tokenSource: 'usage' | 'messages';
    readonly servedModel: string;
  };
}

export const vllmStream: GoldenStream = {
  name: 'vLLM: role chunk, tokens, finish with empty content, usage, [DONE]',
  bytes:
    vllmDelta({ role: 'assistant', content: '' }) +
    vllmDelta({ content: 'Hi' }, { token_ids: null }) +
    vllmDelta({ content: ' there' }, { token_ids: null }) +
    vllmDelta({ content: '' }, { finish_reason: 'stop', stop_reason: null }) +
    event({
      ...vllmBase,
      choices: [],
      usage: { prompt_tokens: 9, total_tokens: 12, completion_tokens: 3 },
    }) +
    done,
  expected: {
    kinds: 'rccfu',
    answer: 'Hi there',
    finishReason: 'stop',
    done: true,
    promptTokens: 9,
    outputTokens: 3,
    tokenSource: 'usage',
    servedModel: 'm',
  },
};

export const goldenStreams: readonly GoldenStream[] = [
  vllmStream,
  {
    name: 'vLLM 0.5.4: role without content, usage null in every chunk, empty prefill chunks, last token with finish',
    bytes:
      event({
        ...vllmBase,
        choices: [{ index: 0, delta: { role: 'assistant' }, finish_reason: null }],
        usage: null,
      }) +
      event({
        ...vllmBase,
        choices: [{ index: 0, delta: { content: '' }, finish_reason: null }],
        usage: null,
      }) +
      event({
        ...vllmBase,
        choices: [{ index: 0, delta: { content: 'Yes' }, finish_reason: 'length' }],
        usage: null,
      }) +
      event({ ...vllmBase, choices: [], usage: { prompt_tokens: 4, completion_tokens: 1 } }) +
      done,
    expected: {
      kinds: 'recu',
      answer: 'Yes',
      finishReason: 'length',
      done: true,
      promptTokens: 4,
      outputTokens: 1,
      tokenSource: 'usage',
      servedModel: 'm',
    },
  },
  {
    name: 'vLLM with a reasoning parser: both names of the field carry the same text once',
    bytes:
      vllmDelta({ role: 'assistant', content: '' }) +
      vllmDelta({ reasoning: 'think', reasoning_content: 'think' }) +
      vllmDelta({ reasoning: ' more' }) +
      vllmDelta({ content: '42' }) +
      vllmDelta({ content: '' }, { finish_reason: 'stop' }) +
      done,
    expected: {
      kinds: 'rttcf',
      answer: '42',
      reasoning: 'think more',
      finishReason: 'stop',
      done: true,
      // No usage: three token-bearing messages.
      outputTokens: 3,
      tokenSource: 'messages',
      servedModel: 'm',
    },
  },
  {
    name: 'TGI 2.0: no space after data:, role in every delta, no [DONE]',
    bytes: ['Bon', 'jour', '']
      .map((content, i) => {
        const chunk = {
          id: '',
          object,
          created: i,
          model: 'tgi-model',
          system_fingerprint: '2.0.4-native',
          choices: [
            {
              index: 0,
              delta: { role: 'assistant', content },
              logprobs: null,
              finish_reason: i === 2 ? 'stop' : null,
            },
          ],
        };
        return `data:${JSON.stringify(chunk)}\n\n`;
      })
      .join(''),
    expected: {
      kinds: 'ccf',
      answer: 'Bonjour',
      finishReason: 'stop',
      done: false,
      outputTokens: 2,
      tokenSource: 'messages',
      servedModel: 'tgi-model',
    },
  },
  {
    name: 'LMDeploy: no finish_reason key until the end, pings as comments in between',
    bytes:
      event({ ...vllmBase, choices: [{ index: 0, delta: { role: 'assistant', content: '好' } }] }) +
      ':\n\n' +
      event({
        ...vllmBase,
        choices: [{ index: 0, delta: { role: 'assistant', content: '的' }, finish_reason: 'stop' }],
      }) +
      event({ ...vllmBase, choices: [], usage: { prompt_tokens: 7, completion_tokens: 2 } }) +
      done,
    expected: {
      kinds: 'ccu',
      answer: '好的',
      finishReason: 'stop',
      done: true,
      promptTokens: 7,
      outputTokens: 2,
      tokenSource: 'usage',
      servedModel: 'm',
    },
  },
  {
    name: 'SGLang: reasoning_content null in every delta, separate finish chunk, created moves',
    bytes:
      ['', 'A', 'B']
        .map((content, i) =>
          event({
            id: 'f'.repeat(32),
            object,
            created: 100 + i,
            model: 'm',
            choices: [
              {
                index: 0,
                delta: {
                  reasoning_content: null,
                  ...(i === 0 ? { role: 'assistant' } : {}),
                  content,
                },
                logprobs: null,
                finish_reason: null,
                matched_stop: null,
              },
            ],
          }),
        )
        .join('') +
      event({
        id: 'f'.repeat(32),
        object,
        created: 103,
        model: 'm',
        choices: [
          {
            index: 0,
            delta: { reasoning_content: null },
            finish_reason: 'stop',
            matched_stop: 151645,
          },
        ],
      }) +
      event({ ...vllmBase, choices: [], usage: { prompt_tokens: 3, completion_tokens: 3 } }) +
      done,
    expected: {
      kinds: 'rccfu',
      answer: 'AB',
      finishReason: 'stop',
      done: true,
      promptTokens: 3,
      outputTokens: 3,
      tokenSource: 'usage',
      servedModel: 'm',
    },
  },
  {
    name: 'llama.cpp: null content in the role delta, finish with an empty delta, timings on the last chunk',
    bytes:
      vllmDelta({ role: 'assistant', content: null }) +
      vllmDelta({ content: 'x' }) +
      vllmDelta({}, { finish_reason: 'stop' }) +
      event({
        ...vllmBase,
        system_fingerprint: 'b10573-abc',
        choices: [],
        usage: { prompt_tokens: 5, completion_tokens: 1 },
        timings: { prompt_n: 5, prompt_ms: 12.5, predicted_n: 1, predicted_ms: 3.25 },
      }) +
      done,
    expected: {
      kinds: 'rcfu',
      answer: 'x',
      finishReason: 'stop',
      done: true,
      promptTokens: 5,
      outputTokens: 1,
      tokenSource: 'usage',
      servedModel: 'm',
    },
  },
];

/** In-stream errors after status 200: what each server sends, and the words that must survive. */
export const inStreamErrors: readonly {
  readonly name: string;
  readonly bytes: string;
  readonly says: string;
}[] = [
  {
    name: 'vLLM, nested, then [DONE]',
    bytes:
      event({
        error: {
          object: 'error',
          message: 'EngineCore died',
          type: 'InternalServerError',
          param: null,
          code: 500,
        },
      }) + done,
    says: 'InternalServerError 500: EngineCore died',
  },
  {
    name: 'TGI chat, always 422',
    bytes: event({ error: { message: 'Model is overloaded', http_status_code: 422 } }) + done,
    says: '422: Model is overloaded',
  },
  {
    name: 'TGI generate_stream, plain text',
    bytes: event({ error: 'Request failed during generation', error_type: 'generation' }),
    says: 'generation: Request failed during generation',
  },
  {
    name: 'SGLang queue full',
    bytes:
      event({
        error: {
          object: 'error',
          message: 'The request queue is full.',
          type: 'SERVICE_UNAVAILABLE',
          param: null,
          code: 503,
        },
      }) + done,
    says: 'SERVICE_UNAVAILABLE 503: The request queue is full.',
  },
  {
    name: 'LMDeploy, flat',
    bytes: event({
      message: 'session failed',
      type: 'server_error',
      code: 500,
      param: null,
      object: 'error',
    }),
    says: 'server_error 500: session failed',
  },
  {
    name: 'llama.cpp, no [DONE]',
    bytes: event({
      error: {
        code: 400,
        message: 'request (9 tokens) exceeds',
        type: 'exceed_context_size_error',
      },
    }),
    says: 'exceed_context_size_error 400: request (9 tokens) exceeds',
  },
  {
    name: 'a gateway, named error event with plain text',
    bytes: 'event: error\ndata: upstream went away\n\n',
    says: 'upstream went away',
  },
];
