import { type BoxView, noStats, resolveFleet } from '../../../../src/mock/box/index.ts';
import {
  type ChatCall,
  type Dialect,
  dialectOf,
  type ExchangeFacts,
  type Framing,
  type Usage,
} from '../../../../src/mock/dialects/index.ts';
import { noCounters } from '../../../../src/mock/engine/engine-counters.ts';
import { type MockServer, mockFleetSchema } from '../../../../src/spec/index.ts';

/** A quiet box named "m" of that server and version, with a context of 100 tokens, at second 1. */
export function viewOf(server: MockServer, version: string): BoxView {
  const fleet = resolveFleet(
    mockFleetSchema.parse({
      boxes: [
        {
          id: 'a',
          model: 'm',
          law: { gpu: 'h100-80g-sxm', model: 'llama-3.1-8b', precision: 'fp8' },
          dialect: { server, version },
          engine: { maxModelLen: 100, kvBlocks: 100, maxNumSeqs: 4 },
        },
      ],
    }),
  );
  const settings = fleet.ok ? fleet.value[0] : undefined;
  if (settings === undefined) throw new Error('the box of this test does not resolve');
  return {
    settings,
    counters: noCounters(),
    stats: noStats(),
    running: 0,
    waiting: 0,
    kvBlocksInUse: 0,
    startedS: 1,
    nowS: 1,
    elapsedS: 0,
  };
}

export const callOf = (over: Partial<ChatCall> = {}): ChatCall => ({
  model: 'm',
  messages: [{ role: 'user', content: 'x' }],
  tools: [],
  stream: true,
  includeUsage: true,
  continuousUsage: false,
  ignoreEos: false,
  stop: [],
  temperature: 0,
  priority: 0,
  ...over,
});

export const usage = (outputTokens: number): Usage => ({
  promptTokens: 9,
  outputTokens,
  reasoningTokens: 0,
  cachedTokens: 0,
});

/** A dialect on stage: its framing of one request with the id "ab12". */
export function onStage(
  server: MockServer,
  version: string,
  over: Partial<ChatCall> = {},
): { readonly dialect: Dialect; readonly framing: Framing; readonly facts: ExchangeFacts } {
  const dialect = dialectOf(server, version);
  const facts: ExchangeFacts = {
    box: viewOf(server, version),
    call: callOf(over),
    requestId: 'ab12',
    created: 1,
    now: () => 0,
  };
  return { dialect, framing: dialect.frame(facts), facts };
}

const text = (content: string) => ({ content, reasoning: '' });

/** "Hi" and the end of sequence: the short answer of every golden stream. */
export const shortAnswer = (framing: Framing): string =>
  framing.opening(usage(1)) +
  framing.tokens(text('Hi'), usage(1)) +
  framing.finish(text(''), 'stop', usage(2)) +
  framing.closing(usage(2));

/** Two tokens, the second of which is the last one allowed. */
export const cutAnswer = (framing: Framing): string =>
  framing.opening(usage(1)) +
  framing.tokens(text('Hi'), usage(1)) +
  framing.finish(text(' you'), 'length', usage(2)) +
  framing.closing(usage(2));
