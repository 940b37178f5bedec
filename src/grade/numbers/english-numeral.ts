const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const small = new Map<string, number>([
  ...ones.map((word, i): [string, number] => [word, i]),
  ...tens.map((word, i): [string, number] => [word, 20 + 10 * i]),
]);

/** Factors that follow a number, in words and letters. */
export const englishScales: ReadonlyMap<string, number> = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
  ['thousands', 1e3],
  ['million', 1e6],
  ['millions', 1e6],
  ['mn', 1e6],
  ['mln', 1e6],
  ['billion', 1e9],
  ['billions', 1e9],
  ['bn', 1e9],
  ['bln', 1e9],
  ['trillion', 1e12],
  ['trillions', 1e12],
  ['dozen', 12],
]);

/** A number in words from `words[from]` on; `count` words are used. */
export interface WordNumber {
  readonly value: number;
  readonly count: number;
}

/** Reads "one hundred and five thousand", "twenty-one", "two point five million" (words already lower case, hyphens split). */
export function readEnglishNumeral(words: readonly string[]): WordNumber | undefined {
  let total = 0;
  let group = 0;
  let smallest = Number.POSITIVE_INFINITY;
  let previous: 'none' | 'tens' | 'ones' | 'hundred' | 'scale' = 'none';
  let used = 0;
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i] ?? '';
    const value = small.get(word);
    const scale = englishScales.get(word);
    if (value !== undefined) {
      if (previous === 'ones' || (previous === 'tens' && (value >= 10 || value === 0))) break;
      group += value;
      previous = value >= 20 ? 'tens' : 'ones';
    } else if (scale === 100 && previous !== 'none' && group > 0 && group < 100) {
      group *= 100;
      previous = 'hundred';
    } else if (scale !== undefined && scale !== 100 && previous !== 'none' && scale < smallest) {
      total += group * scale;
      group = 0;
      smallest = scale;
      previous = 'scale';
    } else if (
      word === 'and' &&
      (previous === 'hundred' || previous === 'scale') &&
      small.has(words[i + 1] ?? '')
    ) {
      continue;
    } else if (word === 'point' && previous !== 'none' && small.has(words[i + 1] ?? '')) {
      let digits = '';
      for (i++; i < words.length; i++) {
        const digit = small.get(words[i] ?? '');
        if (digit === undefined || digit > 9) break;
        digits += String(digit);
      }
      const scaleAfter = englishScales.get(words[i] ?? '');
      const decimal = Number(`${total + group}.${digits}`);
      return scaleAfter === undefined
        ? { value: decimal, count: i }
        : { value: decimal * scaleAfter, count: i + 1 };
    } else break;
    used = i + 1;
  }
  return previous === 'none' ? undefined : { value: total + group, count: used };
}
