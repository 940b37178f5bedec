import type { Problem } from '../../base/index.ts';
import type { Outcome } from '../outcome.ts';
import type { RequestRecord } from '../request-record.ts';
import { outcome as outcomeSchema, toolCall as toolCallSchema } from './fields.ts';

/** What a field must be; `required` where it may not be absent. */
interface Field {
  readonly required: boolean;
  readonly expected: string;
  is(value: unknown): boolean;
}

type Check = Pick<Field, 'expected' | 'is'>;

const isWhole = (v: unknown): boolean => Number.isSafeInteger(v) && Number(v) >= 0;
const isMember = (words: readonly string[]): Check => ({
  expected: `one of ${words.join(', ')}`,
  is: (v) => typeof v === 'string' && words.includes(v),
});

const whole: Check = { expected: 'a whole number', is: isWhole };
const text: Check = { expected: 'a text', is: (v) => typeof v === 'string' };
const name: Check = {
  expected: 'a text that is not empty',
  is: (v) => typeof v === 'string' && v !== '',
};
const flag: Check = { expected: 'true or false', is: (v) => typeof v === 'boolean' };
const instant: Check = { expected: 'an instant in ms', is: (v) => Number.isFinite(v) };
const duration: Check = {
  expected: 'a duration, not negative',
  is: (v) => Number.isFinite(v) && Number(v) >= 0,
};
const wholes: Check = {
  expected: 'an array of whole numbers',
  is: (v) => Array.isArray(v) && v.every(isWhole),
};
const kinds: Check = {
  expected: 'letters of r e c t k f u',
  is: (v) => typeof v === 'string' && /^[rectkfu]*$/.test(v),
};
const timings: Check = {
  expected: 'numbers by name',
  is: (v) => isObject(v) && Object.values(v).every((n) => Number.isFinite(n)),
};
const toolCalls: Check = {
  expected: 'tool calls {id, name, arguments}',
  is: (v) => Array.isArray(v) && v.every((call) => toolCallSchema.safeParse(call).success),
};
const outcome: Check = { expected: 'an outcome', is: isOutcome };

const needs = (check: Check): Field => ({ ...check, required: true });
const may = (check: Check): Field => ({ ...check, required: false });

/** Every field of a line of records.jsonl; the compiler holds the table to the type. */
const fields: { readonly [K in keyof Required<RequestRecord>]: Field } = {
  index: needs(whole),
  taskRun: needs(name),
  turn: needs(whole),
  final: needs(flag),
  parent: may(whole),
  endpoint: needs(name),
  member: may(text),
  scenario: needs(name),
  task: needs(name),
  strategy: needs(name),
  serialisation: may(text),
  epoch: needs(whole),
  repeat: needs(whole),
  block: needs(whole),
  loadPoint: needs(whole),
  phase: needs(isMember(['warmup', 'measured'])),
  segment: needs(whole),
  worker: needs(whole),
  slot: may(whole),
  dueMs: needs(instant),
  sentMs: may(instant),
  connectMs: may(instant),
  headersMs: may(instant),
  firstMessageMs: may(instant),
  firstTokenMs: may(instant),
  firstAnswerMs: may(instant),
  lastTokenMs: may(instant),
  finishMs: may(instant),
  usageMs: may(instant),
  doneMs: may(instant),
  endMs: may(instant),
  messageGapsUs: may(wholes),
  messageKinds: may(kinds),
  readCount: may(whole),
  coalescedMessages: may(whole),
  stampBoundUs: may(duration),
  promptTokens: may(whole),
  outputTokens: may(whole),
  reasoningTokens: may(whole),
  cachedTokens: may(whole),
  tokenSource: may(isMember(['usage', 'tokenizer', 'messages'])),
  chunkTokens: may(wholes),
  outcome: needs(outcome),
  connectionReused: may(flag),
  servedModel: may(text),
  systemFingerprint: may(text),
  serverTimings: may(timings),
  answer: may(text),
  reasoning: may(text),
  toolCalls: may(toolCalls),
  toolMs: may(duration),
  promptHash: needs(text),
  salt: may(text),
};

const byName = new Map<string, Field>(Object.entries(fields));
const required = [...byName].filter(([, field]) => field.required).map(([key]) => key);

/**
 * Whether a parsed line is a record: every field of its kind, none missing, none unknown (a misspelt
 * field must not be lost). By hand and not by a schema library: reports read millions of lines.
 */
export function isRequestRecord(value: unknown): value is RequestRecord {
  if (!isObject(value)) return false;
  let seen = 0;
  for (const key in value) {
    const field = byName.get(key);
    if (field === undefined || !field.is(value[key])) return false;
    if (field.required) seen++;
  }
  return seen === required.length;
}

/** Every reason for which `isRequestRecord` says no, without the file and line. */
export function recordComplaints(value: unknown): Pick<Problem, 'path' | 'expected' | 'seen'>[] {
  if (!isObject(value)) return [{ expected: 'an object', seen: shown(value) }];
  const wrong = Object.entries(value).flatMap(([path, member]) => {
    const field = byName.get(path);
    if (field === undefined) return [{ path, expected: 'no such field', seen: shown(member) }];
    return field.is(member) ? [] : [{ path, expected: field.expected, seen: shown(member) }];
  });
  const missing = required.filter((key) => value[key] === undefined);
  return [
    ...wrong,
    ...missing.map((path) => ({
      path,
      expected: byName.get(path)?.expected ?? '',
      seen: 'nothing',
    })),
  ];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The common case by hand, the others by their schema. */
function isOutcome(value: unknown): value is Outcome {
  if (!isObject(value)) return false;
  if (value['kind'] === 'completed') {
    return typeof value['finishReason'] === 'string' && Object.keys(value).length === 2;
  }
  return outcomeSchema.safeParse(value).success;
}

const shown = (value: unknown): string => {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
};
