/**
 * A report as a tree, before it is terminal text, Markdown or HTML. Every text is plain: escaping is
 * the renderer's business, so that a hostile answer cannot become markup in any of them.
 */
export interface ReportDocument {
  readonly lang: 'en' | 'zh';
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string; readonly id?: string }
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  /** What the reader must not miss; `tone` decides the mark, words carry the meaning. */
  | { readonly kind: 'callout'; readonly tone: Tone; readonly text: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | Table
  | Chart
  /** Folded in HTML, indented elsewhere; left out on the terminal. */
  | { readonly kind: 'details'; readonly summary: string; readonly blocks: readonly Block[] };

export type Tone = 'good' | 'bad' | 'doubt' | 'note';

export type Inline =
  | string
  | { readonly strong: string }
  | { readonly code: string }
  /** Small type: intervals, sample sizes. */
  | { readonly small: string };

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Footnotes, referred to by a cell's `note` (index from 0). */
  readonly notes: readonly string[];
}

export interface Column {
  readonly head: string;
  readonly unit?: string;
  readonly align: 'left' | 'right';
  /** Which way is better, marked in the head. */
  readonly better?: 'lower' | 'higher';
}

/** A value with its interval; an absent value is an en dash with its reason. */
export type TableCell =
  | {
      readonly kind: 'value';
      readonly text: string;
      /** Interval or sample size, in small type. */
      readonly small?: string;
      readonly strong?: boolean;
      readonly notes?: readonly number[];
    }
  | { readonly kind: 'absent'; readonly why: string };

export const cell = (text: string, small?: string): TableCell =>
  small === undefined ? { kind: 'value', text } : { kind: 'value', text, small };

export const absentCell = (why: string): TableCell => ({ kind: 'absent', why });

/** A picture: its title states the finding, and its data stands behind it as a table. */
export interface Chart {
  readonly kind: 'chart';
  readonly id: string;
  readonly title: string;
  /** Axes with units, sample size: one line under the title. */
  readonly subtitle: string;
  readonly plot: Plot;
  readonly data: Table;
}

/** What is plotted, free of any drawing library. */
export type Plot =
  | {
      readonly kind: 'points';
      readonly xName: string;
      readonly yName: string;
      readonly xLog: boolean;
      readonly yLog: boolean;
      readonly series: readonly PointSeries[];
      /** A horizontal line: an objective. */
      readonly limit?: { readonly y: number; readonly name: string };
    }
  | {
      readonly kind: 'intervals';
      readonly xName: string;
      /** One row a label, dots with interval bars. */
      readonly rows: readonly {
        readonly label: string;
        readonly series: string;
        readonly center: number;
        readonly lo?: number;
        readonly hi?: number;
        readonly hollow?: boolean;
      }[];
      readonly limit?: { readonly x: number; readonly name: string };
    }
  | {
      /** Lines over time, some of them by the axis on the right, in percent. */
      readonly kind: 'over-time';
      readonly xName: string;
      readonly yName: string;
      readonly rightName: string;
      readonly series: readonly {
        readonly name: string;
        readonly colour: number;
        readonly stroke: 'solid' | 'dashed' | 'dotted';
        readonly right: boolean;
        readonly points: readonly { readonly x: number; readonly y: number }[];
      }[];
    };

export interface PointSeries {
  readonly name: string;
  /** Index of the box: the same colour and marker everywhere. */
  readonly box: number;
  readonly joined: boolean;
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly lo?: number;
    readonly hi?: number;
    /** Not valid: drawn hollow. */
    readonly hollow?: boolean;
    readonly label?: string;
  }[];
}
