import { random } from '../../base/index.ts';
import type { ChatCall, Delta, FinishReason } from '../dialects/index.ts';
import { filler, type PlannedAnswer, tokenPieces } from '../quality/index.ts';

/** An answer as the tokens that will leave, in order. */
export interface OutputPlan {
  /** Reasoning first, then content, or the arguments of a tool call behind a piece for its name. */
  readonly pieces: readonly string[];
  readonly reasoningPieces: number;
  readonly tool?: { readonly id: string; readonly name: string };
  readonly reason: FinishReason;
  /** With the end-of-sequence token, where the server counts it. */
  readonly tokens: number;
}

/**
 * Cuts a planned answer to what the request allows: stop texts, `maxTokens`, or filled up to it
 * where the end of sequence is ignored. `keep` is the share of the answer that a shortening box gives.
 */
export function outputPlan(
  answer: PlannedAnswer,
  call: Pick<ChatCall, 'stop' | 'ignoreEos'>,
  maxTokens: number,
  countsEndToken: boolean,
  keep = 1,
): OutputPlan {
  const thought = tokenPieces(answer.reasoning);
  let text = answer.text;
  for (const stop of call.stop) {
    const at = stop === '' ? -1 : text.indexOf(stop);
    if (at >= 0) text = text.slice(0, at);
  }
  let pieces = [...thought, ...tokenPieces(text)];
  if (call.ignoreEos && pieces.length < maxTokens) {
    // From a fresh piece on, so that the filler's words stay one token each.
    pieces = [...pieces, ...tokenPieces(filler(maxTokens - pieces.length))];
  }
  const endToken = countsEndToken ? 1 : 0;
  const shortened = keep < 1;
  if (shortened) pieces = pieces.slice(0, Math.max(1, Math.floor(pieces.length * keep)));
  const cut = (call.ignoreEos && !shortened) || pieces.length + endToken > maxTokens;
  const kept = cut ? pieces.slice(0, maxTokens) : pieces;
  return {
    pieces: kept,
    reasoningPieces: Math.min(thought.length, kept.length),
    reason: cut ? 'length' : 'stop',
    tokens: cut ? kept.length : Math.max(1, kept.length + endToken),
  };
}

/** A call of one tool without arguments, as an agent begins. */
export function toolPlan(name: string, ordinal: number, box: string): OutputPlan {
  const id = random(box).stream(`tool-call/${ordinal}`).integer(0, 0xffffffff);
  const pieces = ['', ...tokenPieces('{}')];
  return {
    pieces,
    reasoningPieces: 0,
    tool: { id: `chatcmpl-tool-${id.toString(16).padStart(8, '0')}`, name },
    reason: 'tool_calls',
    tokens: pieces.length + 1,
  };
}

/** What the pieces from `from` up to `to` carry. */
export function deltaOf(plan: OutputPlan, from: number, to: number): Delta {
  const { pieces, reasoningPieces, tool } = plan;
  if (tool !== undefined) {
    const begins = from === 0;
    const args = pieces.slice(from, to).join('');
    if (!begins && args === '') return { content: '', reasoning: '' };
    return {
      content: '',
      reasoning: '',
      tool: { ...(begins ? tool : {}), arguments: args },
    };
  }
  const at = Math.max(from, reasoningPieces);
  return {
    content:
      to === at + 1 && from >= reasoningPieces
        ? (pieces[at] ?? '')
        : pieces.slice(at, Math.max(at, to)).join(''),
    reasoning:
      from < reasoningPieces ? pieces.slice(from, Math.min(to, reasoningPieces)).join('') : '',
  };
}
