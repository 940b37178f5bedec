/** What a sticky pattern matches at `at`, or undefined. */
export const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** 0 to 9; the text is half width already. */
export const isDigit = (char: string | undefined): boolean =>
  char !== undefined && char >= '0' && char <= '9';

/** A Latin letter. */
export const isLetter = (char: string | undefined): boolean =>
  char !== undefined && /[A-Za-z]/.test(char);

/** One Latin word. */
export const word = /[A-Za-z]+/y;

/** Latin words in a row, as many as a number in words can have. */
export const wordRun = /[A-Za-z]+(?:[ -][A-Za-z]+){0,24}/y;

/** A currency before its amount: ¥, US$, RMB. */
export const currencyBefore = /(?:[A-Z]{1,3})?[¥$€£]|(?:RMB|CNY|USD|EUR|GBP|HKD|JPY)(?![A-Za-z])/y;
