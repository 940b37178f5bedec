import { canonicalJson } from '../../base/index.ts';
import type { JsonValue } from '../extraction/repair-json.ts';
import { answerValue, isJsonArray, isJsonObject } from './answer-value.ts';
import { type Grader, judged } from './grader.ts';

const deepest = 100;

/** A JSON value: equal, or with `subset` at least the golden members; object order never counts. */
export const jsonGrader: Grader<'json'> = {
  expected: (answer) => canonicalJson(answer.value),
  read: (payload, answer) => {
    if (payload.kind === 'text') return undefined;
    const inner = answerValue(payload);
    const candidates = [payload.value, ...(inner?.kind === 'json' ? [inner.value] : [])];
    const golden = answer.value as JsonValue;
    const right = candidates.find((c) => covers(c, golden, answer.subset ?? false, 0));
    const shown = JSON.stringify(right ?? candidates[candidates.length - 1] ?? null).slice(0, 4000);
    return judged(
      right !== undefined,
      shown,
      right === undefined ? 'json: the value differs' : 'the value agrees',
    );
  },
  prose: () => ({ unread: 'no JSON in prose' }),
};

function covers(answered: JsonValue, golden: JsonValue, subset: boolean, depth: number): boolean {
  if (depth > deepest) return false;
  if (isJsonArray(golden)) {
    if (!isJsonArray(answered) || answered.length !== golden.length) return false;
    return golden.every((g, i) => covers(answered[i] ?? null, g, subset, depth + 1));
  }
  if (golden !== null && isJsonObject(golden)) {
    if (answered === null || !isJsonObject(answered)) return false;
    const keys = Object.keys(golden);
    if (!subset && Object.keys(answered).length !== keys.length) return false;
    return keys.every((key) => {
      const own = Object.hasOwn(answered, key) ? answered[key] : undefined;
      const wanted = golden[key];
      return own !== undefined && wanted !== undefined && covers(own, wanted, subset, depth + 1);
    });
  }
  if (typeof golden === 'number' && typeof answered === 'number')
    return Math.abs(golden - answered) <= 1e-9 * Math.max(1, Math.abs(golden));
  if (typeof golden === 'string' && typeof answered === 'string')
    return golden.normalize('NFC').trim() === answered.normalize('NFC').trim();
  return golden === answered;
}
