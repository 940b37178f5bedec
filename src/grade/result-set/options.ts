/** How result sets are compared; every leniency is declared per item, none is a default. */
export interface ResultSetOptions {
  /**
   * False (default): rows are a bag. A list of keys: the order of the gold's tie groups counts, rows
   * inside a group are free. True: ordered by keys unknown; see `orderHolds`.
   */
  readonly ordered?: boolean | readonly OrderKey[] | undefined;
  readonly extraColumns?: 'forbid' | 'allow' | undefined;
  /** Decimals, for all columns or by gold column name. */
  readonly round?: number | Readonly<Record<string, number>> | undefined;
  /** A column of shares may be told in percent, and the other way round. */
  readonly percent?: 'either' | undefined;
  /** By gold column name. */
  readonly types?: Readonly<Record<string, ColumnType>> | undefined;
  readonly trim?: ColumnChoice | undefined;
  readonly casefold?: ColumnChoice | undefined;
  /** Full-width letters and digits equal half-width ones. */
  readonly width?: ColumnChoice | undefined;
  /** Text that looks like a number equals the number; codes with leading zeros never do. */
  readonly lenientType?: ColumnChoice | undefined;
  /** Repeated rows count once. */
  readonly duplicates?: 'count' | 'ignore' | undefined;
  /** Added to the tolerance for reals. */
  readonly absTol?: number | undefined;
  readonly relTol?: number | undefined;
}

export interface OrderKey {
  readonly column: string;
  readonly dir: 'asc' | 'desc';
}

export type ColumnType = 'date' | 'boolean' | 'text' | 'number';

/** All columns, or those gold columns. */
export type ColumnChoice = boolean | readonly string[];

export const chosen = (choice: ColumnChoice | undefined, column: string): boolean =>
  typeof choice === 'boolean' ? choice : (choice?.includes(column) ?? false);
