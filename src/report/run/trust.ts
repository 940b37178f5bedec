import { floorSchema } from '../../analysis/index.ts';
import { absentCell, type Block, cell } from '../document/document.ts';
import { floorBlocks } from '../floor/floor-blocks.ts';
import { floorWords } from '../floor/words.ts';
import { number3, percent } from '../format.ts';
import type { Words } from '../words/index.ts';
import { loadPointText } from './cells.ts';
import type { RunReportInput } from './input.ts';
import { serverBlocks } from './server-side.ts';

/** Can the instrument be trusted: its floor, checks that failed or could not be made, and every failure by kind. */
export function trustBlocks(input: RunReportInput, words: Words): Block[] {
  const { columns: c } = words;
  const rows = input.summary.cells.flatMap((x) =>
    x.validity.checks
      .filter((check) => check.verdict !== 'pass')
      .map((check) => [
        cell(`${x.endpoint} · ${x.scenario} · ${loadPointText(x.loadPoint, words)}`),
        cell(words.checkNames[check.id] ?? check.id),
        cell(words.checks[check.verdict]),
        check.seen === undefined
          ? absentCell('not observed')
          : cell(quantity(check.seen, check.unit)),
        check.limit === undefined
          ? absentCell('no numeric limit')
          : cell(quantity(check.limit, check.unit)),
      ]),
  );
  const errors = input.summary.cells.flatMap((x) =>
    Object.entries(x.requests.byError).map(([code, n]) => [
      cell(`${x.endpoint} · ${x.scenario} · ${loadPointText(x.loadPoint, words)}`),
      cell(code),
      cell(String(n), `/ ${x.requests.measured}`),
    ]),
  );
  const blocks: Block[] = floorPart(input);
  if (rows.length > 0) {
    blocks.push({
      kind: 'details',
      summary: `${words.captions.checks} (${rows.length})`,
      blocks: [
        {
          kind: 'table',
          caption: words.captions.checks,
          columns: [
            { head: c.window, align: 'left' },
            { head: c.check, align: 'left' },
            { head: c.result, align: 'left' },
            { head: c.seen, align: 'right' },
            { head: c.limit, align: 'right' },
          ],
          rows,
          notes: [],
        },
      ],
    });
  }
  if (errors.length > 0) {
    blocks.push({ kind: 'heading', level: 3, text: words.headings.errors });
    blocks.push({
      kind: 'table',
      caption: words.captions.errors,
      columns: [
        { head: c.window, align: 'left' },
        { head: c.error, align: 'left' },
        { head: c.count, align: 'right' },
      ],
      rows: errors,
      notes: [],
    });
  }
  return [...blocks, ...serverBlocks(input, words)];
}

/** The floor that the run was started with, or that there was none. */
function floorPart({ summary, lang }: RunReportInput): Block[] {
  const floor = floorSchema.safeParse(summary.floor);
  return floor.success
    ? floorBlocks(floor.data, lang)
    : [{ kind: 'paragraph', text: [floorWords[lang].unmeasured] }];
}

const quantity = (value: number, unit: string | undefined): string =>
  unit === 'share'
    ? percent(value)
    : unit === undefined
      ? number3(value)
      : `${number3(value)} ${unit}`;
