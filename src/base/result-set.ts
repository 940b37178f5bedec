/** A cell as an SQL engine returns it; integers beyond 2^53 arrive as bigint. */
export type SqlValue = string | number | bigint | boolean | null;

/** Rows of a query, positional; column names need not be unique. */
export interface ResultSet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
}
