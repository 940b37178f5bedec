import { isRecord, type JsonRecord, recordAt, textAt } from './json-value.ts';
import type { MessageKind } from './stream-timeline.ts';
import type { ToolCallMerge } from './tool-call-merge.ts';
import { readUsage, type Usage } from './usage.ts';

/** One `chat.completion.chunk` as far as a client measures it. */
export interface ChatChunk {
  readonly kind: MessageKind;
  /** Absent where empty. */
  readonly content?: string;
  readonly reasoning?: string;
  readonly finishReason?: string;
  readonly usage?: Usage;
  readonly model?: string;
  readonly fingerprint?: string;
  readonly timings?: Readonly<Record<string, number>>;
  /** A tool-call delta came with it. */
  readonly calls?: true;
}

/**
 * Reads one parsed event; undefined where it is no chunk of a chat stream. Tool-call deltas go
 * straight into `toolCalls`. Only the first choice is read: a request asks for one.
 */
export function readChatChunk(value: unknown, toolCalls: ToolCallMerge): ChatChunk | undefined {
  if (!isRecord(value)) return undefined;
  const choices = value['choices'];
  if (!Array.isArray(choices)) return undefined;
  const choice: unknown = choices[0];
  const delta = isRecord(choice) ? recordAt(choice, 'delta') : undefined;
  const content = delta && contentOf(delta);
  // vLLM renamed the field; some releases send both with the same text.
  const reasoning = delta && (textAt(delta, 'reasoning') ?? textAt(delta, 'reasoning_content'));
  const called = delta?.['tool_calls'];
  const boreCall = called !== undefined && called !== null && toolCalls.add(called);
  const finishReason = isRecord(choice) ? textAt(choice, 'finish_reason') : undefined;
  const usage = readUsage(value['usage']);
  const model = textAt(value, 'model');
  const fingerprint = textAt(value, 'system_fingerprint');
  const timings = readTimings(value);
  return {
    kind: kindOf(content, reasoning, boreCall, finishReason, usage, choices.length, delta),
    ...(content === undefined ? {} : { content }),
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(finishReason === undefined ? {} : { finishReason }),
    ...(usage === undefined ? {} : { usage }),
    ...(model === undefined ? {} : { model }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(timings === undefined ? {} : { timings }),
    ...(boreCall ? { calls: true } : {}),
  };
}

/** One letter a message: what bears a token comes before what closes the stream. */
function kindOf(
  content: string | undefined,
  reasoning: string | undefined,
  boreCall: boolean,
  finishReason: string | undefined,
  usage: Usage | undefined,
  choices: number,
  delta: JsonRecord | undefined,
): MessageKind {
  if (content !== undefined) return 'c';
  if (reasoning !== undefined) return 't';
  if (boreCall) return 'k';
  if (finishReason !== undefined) return 'f';
  if (usage !== undefined && choices === 0) return 'u';
  return delta !== undefined && textAt(delta, 'role') !== undefined ? 'r' : 'e';
}

/** A few gateways send content as parts; their text is the content. */
function contentOf(delta: JsonRecord): string | undefined {
  const content = delta['content'];
  if (typeof content === 'string') return content === '' ? undefined : content;
  if (!Array.isArray(content)) return undefined;
  const text = content.map((part) => (isRecord(part) ? (textAt(part, 'text') ?? '') : '')).join('');
  return text === '' ? undefined : text;
}

/** llama.cpp's `timings` and vLLM's per-request `metrics`: the numbers among their members. */
function readTimings(value: JsonRecord): Readonly<Record<string, number>> | undefined {
  const told = recordAt(value, 'timings') ?? recordAt(value, 'metrics');
  if (told === undefined) return undefined;
  const numbers: Record<string, number> = {};
  for (const [name, member] of Object.entries(told)) {
    if (typeof member === 'number' && Number.isFinite(member)) numbers[name] = member;
  }
  return Object.keys(numbers).length === 0 ? undefined : numbers;
}
