import type { Payload } from '../extraction/declared-answers.ts';
import { plainText } from '../extraction/plain-text.ts';
import { answerValue, isJsonArray, isJsonObject } from './answer-value.ts';
import { normalText, sameText, withoutRemark } from './normal-text.ts';

/** The items of a declared list answer; undefined where it is no list. */
export function listItems(
  payload: Payload,
  golden: readonly string[],
): readonly string[] | undefined {
  const inner = answerValue(payload);
  if (inner === undefined) return undefined;
  if (inner.kind === 'text') return splitItems(inner.text, golden);
  if (typeof inner.value === 'string') return splitItems(inner.value, golden);
  if (typeof inner.value === 'number') return [String(inner.value)];
  if (!isJsonArray(inner.value)) return undefined;
  const items = inner.value.map((item) => {
    if (typeof item === 'string' || typeof item === 'number') return String(item);
    if (item !== null && isJsonObject(item)) {
      const named =
        item['name'] ?? item['名称'] ?? Object.values(item).find((v) => typeof v === 'string');
      if (typeof named === 'string') return named;
    }
    return undefined;
  });
  return items.every((i) => i !== undefined) ? items : undefined;
}

const marker =
  /^\s{0,8}(?:[-*•·]\s|\d{1,3}\s?[.)、．](?!\d)\s?|[(（]\d{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}[名位]?[:：]?|[①-⑳])\s{0,4}(?![\s.。]*$)/;
const separators = [
  /\n+/,
  /\s*[;；]\s*/,
  /\s*(?:>|→|≥|＞|->)\s*/,
  /\s*、\s*/,
  /\s*[,，]\s*/,
] as const;

/** Splits by the strongest separator present; pieces that together are a golden item are joined again. */
export function splitItems(text: string, golden: readonly string[]): readonly string[] {
  const plain = text.trim().replace(/^\[([\s\S]*)\]$/, '$1');
  if (golden.some((g) => sameText(plain, [g]))) return [cleanItem(plain)];
  for (const separator of separators) {
    const pieces = plain
      .split(separator)
      .map((p) => p.trim())
      .filter((p) => p !== '');
    if (pieces.length > 1)
      return rejoin(
        pieces.flatMap((p) => conjoined(p, golden)),
        golden,
      ).map(cleanItem);
  }
  const parts = conjoined(plain, golden);
  return parts.map(cleanItem).filter((p) => p !== '');
}

const conjunction = /\s+(?:and|&)\s+|(?:和|与|及|以及)/i;

/** "A and B" is two items, unless a golden item is written so. */
function conjoined(piece: string, golden: readonly string[]): readonly string[] {
  const bare = piece.replace(/^(?:and|以及|和)\s+/i, '');
  if (golden.some((g) => sameText(cleanItem(bare), [g]))) return [bare];
  const parts = bare.split(conjunction).map((p) => p.trim());
  const known = parts.some((p) => golden.some((g) => sameText(cleanItem(p), [g])));
  return parts.length > 1 && known ? parts : [bare];
}

function rejoin(pieces: readonly string[], golden: readonly string[]): readonly string[] {
  const out: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    let taken = 1;
    for (let n = Math.min(5, pieces.length - i); n > 1; n--) {
      const joined = pieces.slice(i, i + n).join(', ');
      if (golden.some((g) => sameText(joined, [g]))) {
        taken = n;
        break;
      }
    }
    out.push(pieces.slice(i, i + taken).join(', '));
    i += taken - 1;
  }
  return out;
}

/** An item without its number or bullet. */
export const cleanItem = (item: string): string => plainText(item.replace(marker, ''));

/** Whether two items are the same, a remark after the name aside ("A (12%)"). */
export function sameItem(answered: string, golden: string): boolean {
  if (normalText(answered) === normalText(golden) || sameText(answered, [golden])) return true;
  const bare = withoutRemark(answered);
  return bare !== undefined && sameText(bare, [golden]);
}

const listLine = /^\s{0,8}(?:[-*•]\s|\d{1,3}[.)、](?!\d))\s{0,4}\S/;

/** The only numbered or bulleted list of a text; undefined where there are none or several. */
export function onlyList(text: string): readonly string[] | undefined {
  const lists: string[][] = [];
  let inside = false;
  for (const line of text.split('\n')) {
    if (listLine.test(line)) {
      if (inside) lists[lists.length - 1]?.push(cleanItem(line));
      else lists.push([cleanItem(line)]);
      inside = true;
    } else if (line.trim() !== '') inside = false;
  }
  return lists.length === 1 ? lists[0] : undefined;
}
