import { readEnglishNumeral } from './english-numeral.ts';
import { currencyBefore, isDigit, isLetter, matchAt, word, wordRun } from './text-match.ts';

const url = /(?:https?:\/\/|www\.)[^\s\u3000-\u9fff]*/iy;

const dateLike =
  /(?:\d{4}年\d{1,2}月(?:\d{1,2}[日号])?|(?:19|20)\d\d([-/])(?:1[0-2]|0?[1-9])(?:\1\d{1,2})?(?![\d/-])|(?:19|20)\d\d\.\d{1,2}\.\d{1,2}(?![\d.])|\d{1,2}月\d{1,2}[日号]|\d{1,2}:\d{2}(?::\d{2})?|\d+(?:\.\d+){2,})/y;

/** No figure has so many digits; also keeps the scan linear on hostile text. */
const endlessDigits = /\d{41,}/y;

const listMarker = /(?:\d{1,2}[.)]|\d{1,2}、) (?=\S)|\d{1,2}、/y;

/** End of what is skipped at `at`: a URL, a date, a list marker, a word with its digits. */
export function skip(text: string, at: number): number {
  const char = text[at];
  const before = text[at - 1];
  if (char === 'h' || char === 'H' || char === 'w' || char === 'W') {
    const link = matchAt(url, text, at);
    if (link !== undefined) return at + link.length;
  }
  if (isDigit(char)) {
    if (!isDigit(before)) {
      const date = matchAt(dateLike, text, at) ?? matchAt(endlessDigits, text, at);
      if (date !== undefined) return at + date.length;
    }
    if (before === undefined || before === '\n') {
      const marker = matchAt(listMarker, text, at);
      if (marker !== undefined) return at + marker.length;
    }
    if (before === '_' || (isLetter(before) && !/[kKMB$]/.test(before ?? ''))) {
      let end = at;
      while (isDigit(text[end])) end++;
      return end;
    }
  }
  if (isLetter(char) && matchAt(currencyBefore, text, at) === undefined) {
    const english = matchAt(wordRun, text, at);
    const first = matchAt(word, text, at) ?? '';
    const words = (english ?? '').toLowerCase().split(/[ -]/);
    if (readEnglishNumeral(words) === undefined) {
      let end = at + first.length;
      // Digits right after letters belong to a name (Q3, H20, FY2024).
      while (isDigit(text[end]) || isLetter(text[end])) end++;
      return end;
    }
  }
  return at;
}
