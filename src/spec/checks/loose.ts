/** Reading data that may not be valid yet: what is not there or of another type is absent or empty. */
export const memberOf = (value: unknown, ...keys: readonly (string | number)[]): unknown => {
  let at = value;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string | number, unknown>>)[key];
  }
  return at;
};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

export const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];

/** The numbers of "one or more": `4` and `[1, 4]`. */
export const numbersOf = (value: unknown): number[] =>
  (Array.isArray(value) ? value : [value]).filter((n) => typeof n === 'number');
