import type { LensCell, LensRow, LensSpans, LensTable } from '../../analysis/index.ts';
import { lenses, lensFigures } from '../../metric/index.ts';
import {
  absentCell,
  type Block,
  cell,
  type ReportDocument,
  type TableCell,
} from '../document/document.ts';
import { duration, number3, points } from '../format.ts';
import { type LensWords, lensWords } from './words.ts';

/** The table of definitions as a document; `labels` names the load points by index. */
export function lensDocument(
  table: LensTable,
  lang: 'en' | 'zh',
  loadPoint: (index: number) => string,
): ReportDocument {
  const words = lensWords[lang];
  return {
    lang,
    title: words.title(table.runId),
    blocks: [
      { kind: 'paragraph', text: [words.note] },
      ...table.cells.map((c) => cellTable(c, words, loadPoint(c.loadPoint))),
      { kind: 'heading', level: 2, text: words.heading },
      ...table.differences.flatMap((d) => differenceBlocks(d, words)),
    ],
  };
}

const unsupportedNote = 0;

function cellTable(c: LensCell, words: LensWords, loadPoint: string): Block {
  const [ours] = c.rows;
  const name = [c.endpoint, c.scenario, c.strategy, c.serialisation, loadPoint]
    .filter((part) => part !== undefined)
    .join(' · ');
  const hasUnsupported = c.rows.some((row) =>
    [row.ttftMs, row.itlMs, row.tpotMs, row.e2eMs].some(
      (s) => 'n' in s && s.unsupported.includes('p99'),
    ),
  );
  return {
    kind: 'table',
    caption: words.cell(name, c.completed, c.requests),
    columns: [
      { head: words.definition, align: 'left' },
      { head: words.figures.ttft, align: 'right' },
      { head: words.figures.itl, align: 'right' },
      { head: words.figures.tpot, align: 'right' },
      { head: words.figures.e2e, align: 'right' },
      { head: words.figures.throughput, unit: words.perS, align: 'right' },
    ],
    rows: c.rows.map((row) => [
      cell(definitionName(row.definition, words)),
      spansCell(row.ttftMs, ours?.ttftMs),
      spansCell(row.itlMs, ours?.itlMs),
      spansCell(row.tpotMs, ours?.tpotMs),
      spansCell(row.e2eMs, ours?.e2eMs),
      rateCell(row, ours),
    ]),
    notes: hasUnsupported ? [words.unsupported] : [],
  };
}

const definitionName = (id: LensRow['definition'], words: LensWords): string =>
  id === 'steelyard' ? words.ours : lenses[id].name;

function spansCell(spans: LensSpans, ours: LensSpans | undefined): TableCell {
  if (!('n' in spans)) return absentCell(spans.absent);
  const { p50, p99 } = spans;
  if (p50 === undefined) return absentCell(`too few values for a p50 (n = ${spans.n})`);
  const ourP50 = ours !== undefined && ours !== spans && 'n' in ours ? ours.p50 : undefined;
  const change = ourP50 === undefined ? undefined : changeText(p50, ourP50);
  const small = [change, p99 === undefined ? undefined : `p99 ${duration(p99)}`].filter(
    (part) => part !== undefined,
  );
  return {
    kind: 'value',
    text: duration(p50),
    ...(small.length === 0 ? {} : { small: small.join(', ') }),
    ...(spans.unsupported.includes('p99') ? { notes: [unsupportedNote] } : {}),
  };
}

function rateCell(row: LensRow, ours: LensRow | undefined): TableCell {
  const rate = row.outputTokensPerS;
  if (typeof rate !== 'number') return absentCell(rate.absent);
  const our = ours === row ? undefined : ours?.outputTokensPerS;
  return cell(number3(rate), typeof our === 'number' ? changeText(rate, our) : undefined);
}

/** Change against ours: "-33.3%", "=" where the text would be the same; none against 0. */
function changeText(theirs: number, ours: number): string | undefined {
  if (ours === 0) return theirs === 0 ? '=' : undefined;
  const text = points(theirs / ours - 1);
  return Number(text) === 0 ? '=' : `${text}%`;
}

function differenceBlocks(d: LensTable['differences'][number], words: LensWords): Block[] {
  const id = d.definition;
  if (id === 'steelyard') return [];
  const items = lensFigures.flatMap((figure) => {
    const reasons = lenses[id].differs[figure].map((code) => words.differences[code]);
    const text = `${words.figures[figure]}${words.colon}${reasons.join(words.separator)}`;
    return reasons.length === 0 ? [] : [[text]];
  });
  return [
    { kind: 'heading', level: 3, text: definitionName(id, words) },
    { kind: 'list', items: [...items, [words.rules[d.percentile]]] },
  ];
}
