/** A cell as read from a workbook. Dates arrive as ISO text with `kind: 'date'`. */
export type SheetCell =
  | { readonly kind: 'blank' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number; readonly format?: string }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'date'; readonly iso: string }
  | { readonly kind: 'error'; readonly code: string };

/** Zero-based, inclusive corners of a merged range. */
export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows from the first used row on, dense; short rows end early. */
  readonly rows: readonly (readonly SheetCell[])[];
  readonly merges: readonly MergedRange[];
  /** Zero-based indexes of hidden columns. */
  readonly hiddenColumns: readonly number[];
}

export interface WorkbookContent {
  readonly sheets: readonly Sheet[];
}
