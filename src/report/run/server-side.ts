import type { Cell, Reconcile, ReconcileRow } from '../../analysis/index.ts';
import { absentCell, type Block, cell, type TableCell } from '../document/document.ts';
import { duration, points } from '../format.ts';
import type { Words } from '../words/index.ts';
import { loadPointText } from './cells.ts';
import type { RunReportInput } from './input.ts';
import { loadChart } from './load-chart.ts';
import { type ServerWords, serverWordsOf } from './server-words.ts';

type Reconciled = Extract<Reconcile, { rows: unknown }>;

/** Does the server say the same: client against the box's own counters, and its load over time. */
export function serverBlocks(input: RunReportInput, words: Words): Block[] {
  const own = serverWordsOf(input.lang);
  const held = input.summary.cells.flatMap((c) =>
    'rows' in c.reconcile ? [{ cell: c, reconcile: c.reconcile }] : [],
  );
  const charts = (input.boxes ?? []).map((box, i) => loadChart(box, i, own));
  // Without any page there is nothing to say that the unknown check above does not say.
  if (held.length === 0 && charts.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: own.heading },
    ...sentences(input, held, words, own),
    ...(held.length === 0
      ? []
      : [
          {
            kind: 'details' as const,
            summary: own.caption,
            blocks: [table(held, words, own), { kind: 'paragraph' as const, text: [own.method] }],
          },
        ]),
    ...charts,
  ];
}

interface Held {
  readonly cell: Cell;
  readonly reconcile: Reconciled;
}

const nameOf = (c: Cell, words: Words): string =>
  `${c.endpoint} · ${c.scenario} · ${loadPointText(c.loadPoint, words)}`;

function sentences(
  { summary }: RunReportInput,
  held: readonly Held[],
  words: Words,
  own: ServerWords,
): Block[] {
  const rows = held.flatMap((h) => h.reconcile.rows);
  const flagged = held.flatMap(({ cell: c, reconcile }) =>
    reconcile.rows.some((r) => r.flagged) ? [nameOf(c, words)] : [],
  );
  const count = rows.filter((r) => r.flagged).length;
  const absent = summary.cells.flatMap((c) =>
    'absent' in c.reconcile ? [c.reconcile.absent] : [],
  );
  const blocks: Block[] = [];
  if (count > 0) {
    const where = flagged.slice(0, 3).join('; ') + (flagged.length > 3 ? ' …' : '');
    const text = [own.disagreement(count, rows.length, where)];
    blocks.push({ kind: 'callout', tone: 'doubt', text });
  } else if (rows.length > 0) {
    const text = [own.agreement(held.length, rows.length)];
    blocks.push({ kind: 'callout', tone: 'good', text });
  }
  const why = absent[0];
  if (why !== undefined) {
    blocks.push({ kind: 'paragraph', text: [own.unknown(absent.length, why)] });
  }
  return blocks;
}

function table(held: readonly Held[], words: Words, own: ServerWords): Block {
  const { columns: c } = own;
  const notes: string[] = [];
  const noteOf = (text: string): number => {
    const at = notes.indexOf(text);
    return at >= 0 ? at : notes.push(text) - 1;
  };
  const rows = held.flatMap(({ cell: of, reconcile }) =>
    reconcile.rows.map((row) => [
      { ...cell(nameOf(of, words)), notes: coverageNotes(reconcile, own).map(noteOf) },
      cell([own.meanings[row.meaning], own.statistics[row.statistic]].filter(Boolean).join(' ')),
      cell(quantity(row.client, row)),
      cell(quantity(row.server, row), bounds(row)),
      difference(row),
      {
        ...cell(
          row.flagged
            ? own.flagged
            : row.explained === undefined
              ? own.agrees
              : own.reasons[row.explained],
        ),
        strong: row.flagged,
      },
    ]),
  );
  return {
    kind: 'table',
    caption: own.caption,
    columns: [
      { head: c.cell, align: 'left' },
      { head: c.quantity, align: 'left' },
      { head: c.client, align: 'right' },
      { head: c.server, align: 'right' },
      { head: c.difference, unit: '%', align: 'right' },
      { head: c.result, align: 'left' },
    ],
    rows,
    notes,
  };
}

const quantity = (value: number, row: ReconcileRow): string =>
  row.unit === 'ms' ? duration(value) : whole(value);

/** Counts are exact: every digit is shown. */
const whole = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');

function bounds({ serverInterval }: ReconcileRow): string | undefined {
  if (serverInterval === undefined) return undefined;
  const { lo, hi } = serverInterval;
  return hi === undefined ? `> ${duration(lo)}` : `${duration(lo)} – ${duration(hi)}`;
}

/** Against the nearest bound of a bucket; within the bounds there is no difference to state. */
function difference(row: ReconcileRow): TableCell {
  const { serverInterval: of, client } = row;
  if (of !== undefined && client >= of.lo && client <= (of.hi ?? Infinity)) {
    return absentCell('within the bucket of the server');
  }
  if (of !== undefined && of.lo > 0) {
    return cell(points(client / (client < of.lo ? of.lo : (of.hi ?? of.lo)) - 1));
  }
  return row.difference === undefined
    ? absentCell('the server says 0')
    : cell(points(row.difference));
}

function coverageNotes({ over }: Reconciled, own: ServerWords): string[] {
  const { covered, all } = over.blocks;
  return [
    ...(over.restarts > 0 ? [own.restarts(over.restarts)] : []),
    ...(covered < all ? [own.uncovered(all - covered, all)] : []),
  ];
}
