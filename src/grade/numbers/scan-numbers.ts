import { type Unit, unitNamed } from '../units.ts';
import { fallWordAround, type Hedge, hedgeAround } from './context-words.ts';
import { readCore } from './number-core.ts';
import { readSuffix } from './number-suffix.ts';
import { numberText } from './number-text.ts';
import { skip } from './skip-words.ts';
import { currencyBefore, matchAt } from './text-match.ts';

/** One number as it stands in a text. */
export interface NumberMention {
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  /** With sign, scale words multiplied in; of a percentage as shown (12.5 for 12.5%). */
  readonly value: number;
  readonly unit?: Unit;
  readonly hedge?: Hedge;
  /** The word that made it a fall; `value` is negative by it. */
  readonly fallWord?: string;
  /** Both ends of a range; then `value` is the upper end and stands for nothing alone. */
  readonly range?: { readonly from: number; readonly to: number };
  /** A single Chinese digit, which may be a word of the sentence and no figure (一家). */
  readonly lone: boolean;
}

/** Every number in a text, in order; dates, addresses, list markers and digits inside words are none. */
export function scanNumbers(text: string): readonly NumberMention[] {
  return scanNumberText(numberText(text));
}

/** Scanning stops here: a text with so many figures names no single one. */
export const mostMentions = 2000;

/** All that a number, or something to be skipped as a whole, can begin with. */
const mayBegin =
  /[0-9A-Za-z.+\-¥$€£负打半零〇一二两三四五六七八九十百千万亿兆壹贰弍叁肆伍陆柒捌玖拾佰仟]/g;

/** As `scanNumbers`, for a text that went through `numberText` already. */
export function scanNumberText(text: string): readonly NumberMention[] {
  const mentions: NumberMention[] = [];
  let at = 0;
  while (at < text.length) {
    mayBegin.lastIndex = at;
    const next = mayBegin.exec(text);
    if (next === null) break;
    at = next.index;
    const skipped = skip(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const found = mentionAt(text, at);
    if (found === undefined) at++;
    else {
      if (found.mention !== undefined) mentions.push(found.mention);
      if (mentions.length >= mostMentions) break;
      at = Math.max(at + 1, found.end);
    }
  }
  return joinRanges(text, mentions);
}

interface Found {
  readonly mention?: NumberMention;
  readonly end: number;
}

function mentionAt(text: string, at: number): Found | undefined {
  let cursor = at;
  let negative = false;
  let currency: Unit | undefined;
  for (let part = 0; part < 3; part++) {
    const char = text[cursor];
    if ((char === '-' || char === '+') && signCounts(text, cursor)) {
      negative = char === '-';
      cursor++;
    } else if (char === '负') {
      negative = true;
      cursor++;
    } else {
      const sign = currency === undefined ? matchAt(currencyBefore, text, cursor) : undefined;
      if (sign === undefined) break;
      currency = unitNamed(sign) ?? unitNamed(sign.slice(-1));
      cursor += sign.length;
      while (text[cursor] === ' ') cursor++;
    }
  }
  const core = readCore(text, cursor);
  if (core === undefined) return undefined;
  if (!('value' in core)) return { end: core.end };
  const suffix = readSuffix(text, core, currency);
  if (suffix === undefined) return { end: core.end };
  const before = text.slice(Math.max(0, at - 40), at);
  const after = text.slice(suffix.end, suffix.end + 24);
  const unit = suffix.unit ?? currency;
  const fallWord = fallWordAround(before, after);
  const magnitude = (negative ? -1 : 1) * suffix.value;
  const value = fallWord !== undefined && magnitude > 0 ? -magnitude : magnitude;
  const hedge = hedgeAround(before, after) ?? (core.hedged ? 'over' : undefined);
  return {
    end: suffix.end,
    mention: {
      start: at,
      end: suffix.end,
      raw: text.slice(at, suffix.end),
      value: value === 0 ? 0 : value,
      ...(unit === undefined ? {} : { unit }),
      ...(hedge === undefined ? {} : { hedge }),
      ...(fallWord === undefined ? {} : { fallWord }),
      lone: core.lone,
    },
  };
}

/** A minus or plus is a sign where no number, letter or other sign stands before it. */
function signCounts(text: string, at: number): boolean {
  const before = text[at - 1];
  const next = text[at + 1];
  if (next === ' ' || next === undefined || next === '-' || next === '+') return false;
  return before === undefined || !/[0-9A-Za-z)\]%+-]/.test(before);
}

const rangeBetween = /^ ?(?:~|～|至|到|-|—|to) ?$/;

/** Two numbers joined by a range sign become one mention without a value of its own. */
function joinRanges(text: string, mentions: readonly NumberMention[]): readonly NumberMention[] {
  const out: NumberMention[] = [];
  for (const mention of mentions) {
    const previous = out[out.length - 1];
    const between = previous === undefined ? '' : text.slice(previous.end, mention.start);
    if (
      previous !== undefined &&
      previous.range === undefined &&
      between.length < 5 &&
      rangeBetween.test(between) &&
      (previous.unit === undefined || previous.unit.family === mention.unit?.family)
    ) {
      out[out.length - 1] = {
        ...mention,
        start: previous.start,
        raw: text.slice(previous.start, mention.end),
        range: { from: previous.value, to: mention.value },
      };
    } else out.push(mention);
  }
  return out;
}
