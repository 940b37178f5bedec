import { InvalidArgumentError } from 'commander';

/** Parser of a whole number not below `least`; the message says what was expected. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const n = Number(text);
    if (!Number.isInteger(n) || n < least) {
      throw new InvalidArgumentError(`expected a whole number of at least ${least}.`);
    }
    return n;
  };

/** Parser of a number inside [lo, hi]. */
export const numberWithin =
  (lo: number, hi: number) =>
  (text: string): number => {
    const n = Number(text);
    if (text.trim() === '' || !Number.isFinite(n) || n < lo || n > hi) {
      throw new InvalidArgumentError(`expected a number from ${lo} to ${hi}.`);
    }
    return n;
  };

/** Parser of "a,b,c". */
export const commaList = (text: string): string[] => {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.length === 0) throw new InvalidArgumentError('expected names separated by commas.');
  return items;
};
