import picocolors from 'picocolors';

const paint = picocolors.createColors(true);

/** What a result line may begin with, and its colour; the words stay, so nothing is said by colour alone. */
const marks: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/^\[ok\](?= )|^PASS(?= )/gm, paint.green],
  [/^\[!!\](?= )|^FAIL(?= )/gm, paint.red],
  [/^\[\?\?\](?= )|^NOT PROVEN(?= )/gm, paint.yellow],
  [/^\[--\](?= )/gm, paint.cyan],
];

/** Colours the marks at the beginning of lines and touches nothing else of the text. */
export const paintMarks = (text: string): string =>
  marks.reduce((painted, [mark, color]) => painted.replace(mark, color), text);
