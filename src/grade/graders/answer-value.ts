import type { Payload } from '../extraction/declared-answers.ts';
import type { JsonValue } from '../extraction/repair-json.ts';

const answerKeys = [
  'answer',
  '答案',
  'final_answer',
  'finalanswer',
  'final answer',
  '最终答案',
  'result',
  '结果',
  'value',
  '值',
];
const unitKeys = ['unit', 'units', '单位'];

type JsonObject = { readonly [key: string]: JsonValue };

export const isJsonObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isJsonArray = (value: JsonValue): value is readonly JsonValue[] =>
  Array.isArray(value);

const member = (object: JsonObject, names: readonly string[]): JsonValue | undefined => {
  for (const name of names) {
    const key = Object.keys(object).find((k) => k.trim().toLowerCase() === name);
    if (key !== undefined) return object[key];
  }
  return undefined;
};

/**
 * The answer inside a declared JSON value: the member called answer (or 答案, result, value), or the
 * only member. Undefined where the object holds several others: it is data and no declared answer.
 */
export function answerValue(payload: Payload): Payload | undefined {
  if (payload.kind === 'text' || !isJsonObject(payload.value)) return payload;
  const object = payload.value;
  const unit = member(object, unitKeys);
  const withUnit = typeof unit === 'string' ? { unit } : {};
  const inner = member(object, answerKeys);
  if (inner !== undefined) {
    if (isJsonObject(inner) && member(inner, ['value', '值', 'answer', '答案']) !== undefined)
      return answerValue({ kind: 'json', value: inner, ...withUnit });
    return { kind: 'json', value: inner, ...withUnit };
  }
  const entries = Object.entries(object).filter(([k]) => !unitKeys.includes(k));
  const [only] = entries;
  if (entries.length !== 1 || only === undefined) return undefined;
  return { kind: 'json', value: only[1], ...withUnit };
}

/** A scalar answer as text; undefined for lists, objects and null. */
export function scalarText(payload: Payload): string | undefined {
  const inner = answerValue(payload);
  if (inner === undefined) return undefined;
  if (inner.kind === 'text') return inner.text;
  const value = isJsonArray(inner.value) && inner.value.length === 1 ? inner.value[0] : inner.value;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
