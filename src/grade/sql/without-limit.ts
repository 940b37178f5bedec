const trailingLimit = /\s+limit\s+\d+\s*;?\s*$/i;

/**
 * A gold query without the LIMIT at its very end, to see which rows tie at the cut (rule R7); undefined
 * where it has none. A LIMIT inside parentheses or with an OFFSET is part of what is asked and stays.
 */
export const withoutLimit = (statement: string): string | undefined =>
  trailingLimit.test(statement) ? statement.replace(trailingLimit, '') : undefined;
