import type { Hedge } from './context-words.ts';
import { numberText } from './number-text.ts';
import { mostMentions, type NumberMention, scanNumbers, scanNumberText } from './scan-numbers.ts';

/** The one number that a text names. */
export interface ParsedNumber {
  /** With sign and scale: 12000 for 1.2万; of a percentage as shown: 12.5 for 12.5%, 30 for 三成. */
  readonly value: number;
  /** Canonical: 元, %, pp (percentage points), USD, kg ...; absent where none is written or known. */
  readonly unit?: string;
  /** True for percentage points. */
  readonly points?: true;
  readonly hedge?: Hedge;
  /** The word by which the value is negative ("下降"), where no minus sign was written. */
  readonly fallWord?: string;
}

export interface NoNumber {
  readonly kind: 'absent';
  readonly why: string;
}

export interface ParseNumberOptions {
  /** Numbers that the question itself names are not counted as answers. */
  readonly question?: string;
}

/**
 * The number in a short text, in Chinese or English, with its unit. Absent, with the reason, where the
 * text names no number, several different ones, or a range.
 */
export function parseNumber(
  text: string,
  options: ParseNumberOptions = {},
): ParsedNumber | NoNumber {
  const mention = onlyMention(text, options.question);
  if ('kind' in mention) return mention;
  const { unit } = mention;
  return {
    value: mention.value,
    ...(unit === undefined ? {} : { unit: unit.name }),
    ...(unit?.family === 'points' ? { points: true } : {}),
    ...(mention.hedge === undefined ? {} : { hedge: mention.hedge }),
    ...(mention.fallWord === undefined ? {} : { fallWord: mention.fallWord }),
  };
}

// Accounting writes a loss in brackets; in running text brackets are only brackets.
const accounting = /^\s*([¥$€£]?)\s*[(]\s*([¥$€£]?[^()]{1,60}?)\s*[)]\s*(%?)\s*$/;

const noNumber = (why: string): NoNumber => ({ kind: 'absent', why });

/** The only mention of a number in `text`, brackets read as a negative where they enclose all of it. */
export function onlyMention(text: string, question?: string): NumberMention | NoNumber {
  const written = numberText(text);
  const bracketed = written.length < 100 ? accounting.exec(written) : null;
  if (bracketed !== null) {
    const inner = `${bracketed[1] ?? ''}${bracketed[2] ?? ''}${bracketed[3] ?? ''}`;
    const [mention, ...more] = scanNumberText(inner);
    if (mention !== undefined && more.length === 0 && mention.raw.length === inner.trim().length)
      return { ...mention, value: -Math.abs(mention.value), raw: written.trim() };
  }
  const found = scanNumberText(written);
  if (found.length >= mostMentions) return noNumber(`several-numbers: more than ${mostMentions}`);
  const all = distinct(withoutQuestion(found, question));
  const [only, second] = all;
  if (only === undefined) return noNumber('no-number: the text names no number');
  if (second !== undefined)
    return noNumber(
      `several-numbers: ${all
        .slice(0, 4)
        .map((m) => m.raw)
        .join(', ')}`,
    );
  if (only.range !== undefined) return noNumber(`range: ${only.raw} names no single number`);
  return only;
}

/** Mentions that the question does not hold already. */
export function withoutQuestion(
  mentions: readonly NumberMention[],
  question: string | undefined,
): readonly NumberMention[] {
  if (question === undefined) return mentions;
  const asked = new Set(scanNumbers(question).map(figureOf));
  return mentions.filter((m) => !asked.has(figureOf(m)));
}

/** Mentions with each figure once. */
export function distinct(mentions: readonly NumberMention[]): readonly NumberMention[] {
  const seen = new Set<string>();
  return mentions.filter((m) => {
    const figure = figureOf(m);
    if (seen.has(figure)) return false;
    seen.add(figure);
    return true;
  });
}

const figureOf = (m: NumberMention): string =>
  `${m.range === undefined ? '' : `${m.range.from}~`}${m.value} ${m.unit?.name ?? ''}`;
