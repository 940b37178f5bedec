import { type ChatMessage, random } from '../base/index.ts';
import type { Generation, Scenario, SyntheticScenario } from '../spec/index.ts';
import { estimatePromptTokens, latinCharsPerToken } from './token-estimate.ts';

/** Lengths that a recorded request gives to one synthetic task run, in place of the scenario's. */
export interface SyntheticShape {
  readonly inputTokens: number;
  /** Absent where the recorded request produced nothing; one token is then asked for. */
  readonly outputTokens?: number | undefined;
}

/** Short everyday words, so that real tokenizers stay near four characters a token. */
const words =
  'store order price brand month sales stock cargo event field green house index joint knife light model night ocean paper queue river scale table union value water youth zebra angle'.split(
    ' ',
  );

/**
 * A prompt of `inputTokens` by the stated estimate (four Latin characters a token), exact to one
 * token. The item's id comes first and the words are drawn from its own stream, so that no two items
 * share a prefix that a server could serve from its cache.
 */
export function fillerPrompt(
  scenario: SyntheticScenario,
  id: string,
  inputTokens = scenario.synthetic.inputTokens,
): readonly ChatMessage[] {
  const stream = random(scenario.generation.seed ?? 0)
    .child(scenario.id)
    .stream(id);
  const tail = '\nContinue this list of words.';
  const overhead = estimatePromptTokens([{ role: 'user', content: '' }]);
  const target = Math.max(1, (inputTokens - overhead) * latinCharsPerToken - tail.length);
  const parts = [`${id}:`];
  for (let length = id.length + 1; length < target; ) {
    const word = stream.pick(words);
    parts.push(word);
    length += word.length + 1;
  }
  return [{ role: 'user', content: parts.join(' ').slice(0, target) + tail }];
}

/** What to ask of the server: a synthetic scenario fixes the output length and never stops early. */
export function generationOf(scenario: Scenario, shape?: SyntheticShape): Generation {
  if (scenario.kind !== 'synthetic') return scenario.generation;
  return {
    ...scenario.generation,
    maxTokens: shape === undefined ? scenario.synthetic.outputTokens : (shape.outputTokens ?? 1),
    ignoreEos: true,
  };
}
