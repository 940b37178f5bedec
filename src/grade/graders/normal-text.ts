import { plainText } from '../extraction/plain-text.ts';
import { normaliseWidth } from '../numbers/normalise.ts';
import { onlyMention } from '../numbers/parse-number.ts';

/** Text as compared: NFC, half width, lower case, single blanks, without markup and quotes around it. */
export const normalText = (text: string): string =>
  plainText(normaliseWidth(text.normalize('NFC')))
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .replace(/[.。]{1,9}$/, '')
    .replace(/^(?:the|an?) (?=\S)/, '')
    .replace(/ ?([,，:：;；/&()-]) ?/g, '$1')
    .trim();

/** Whether an answer is one of the accepted wordings; figures are compared by value (1,234 = 1234). */
export function sameText(answered: string, accepted: readonly string[]): boolean {
  const normal = normalText(answered);
  if (accepted.some((a) => normalText(a) === normal)) return true;
  if (normal.length > 60) return false;
  const figure = wholeFigure(normal);
  return figure !== undefined && accepted.some((a) => wholeFigure(normalText(a)) === figure);
}

/** Value and unit of a text that is one figure and nothing else. */
function wholeFigure(text: string): string | undefined {
  if (!/^[-+(]?[¥$€£]?\d/.test(text)) return undefined;
  const mention = onlyMention(text);
  if ('kind' in mention || mention.raw.length !== text.length) return undefined;
  return `${mention.value} ${mention.unit?.name ?? ''}`;
}

const trailing = /^(.{1,200}?)\s{0,4}[(（][^()（）]{0,200}[)）]$/;
const figureTail = /^(.{1,200}?)\s{0,4}(?:[:：=—–]|\s-)\s{0,4}[-+]?[¥$€£]?\d.{0,80}$/;

/** "华东（1,234 万元）" and "华东：1,234 万元" name 华东; undefined where nothing is left out. */
export function withoutRemark(text: string): string | undefined {
  const plain = plainText(text);
  return (trailing.exec(plain) ?? figureTail.exec(plain))?.[1];
}
