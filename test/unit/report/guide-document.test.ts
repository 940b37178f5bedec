import { expect, test } from 'vitest';
import {
  type Block,
  guideDigest,
  guideDocument,
  renderHtmlPage,
  renderMarkdown,
  renderTerminal,
} from '../../../src/report/index.ts';
import { ledger } from '../../../src/sizing/index.ts';

const guide = ledger();

const tablesOf = (blocks: readonly Block[]): Extract<Block, { kind: 'table' }>[] =>
  blocks.flatMap((b) =>
    b.kind === 'table' ? [b] : b.kind === 'details' ? tablesOf(b.blocks) : [],
  );

test.each(['en', 'zh'] as const)(
  'the report in %s shows every claim and contradiction once',
  (lang) => {
    const details = guideDocument(guide, lang).blocks.filter((b) => b.kind === 'details');
    const ids = tablesOf(details).flatMap((t) =>
      t.rows.map((r) => (r[0]?.kind === 'value' ? r[0].text : '')),
    );
    expect(ids).toEqual(guide.claims.map((c) => c.id));
    const markdown = renderMarkdown(guideDocument(guide, lang));
    for (const c of guide.contradictions) expect(markdown.split(`| ${c.id} |`)).toHaveLength(2);
  },
);

test('the verdict comes first, and its counts add up to all claims', () => {
  const [heading, callout, counts] = guideDocument(guide, 'en').blocks;
  expect(heading).toMatchObject({ kind: 'heading', text: 'Verdict' });
  expect(callout).toMatchObject({ kind: 'callout', tone: 'bad' });
  if (counts?.kind !== 'table') throw new Error('no table of counts');
  const total = counts.rows.reduce(
    (sum, row) => sum + Number(row[1]?.kind === 'value' ? row[1].text : Number.NaN),
    0,
  );
  expect(total).toBe(310);
});

test('every row of every table has as many cells as the table has columns', () => {
  for (const table of tablesOf(guideDocument(guide, 'zh').blocks)) {
    for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  }
});

test("the guide's memory table stands beside our figures", () => {
  const markdown = renderMarkdown(guideDocument(guide, 'en'));
  // 671.03e9 x 2 B = 1,342 GB where 280 is stated; 70.55e9 x 2 B = 141 GB where 140 is
  expect(markdown).toMatch(
    /DeepSeek-V3, 16 bit \| 280\+ GB \| 1,342 GB of weights \| G-067: refuted/,
  );
  expect(markdown).toMatch(
    /Llama-3.1-70B, 16 bit \| 140 GB \| 141 GB of weights \| G-079: supported/,
  );
});

test('the terminal shows the refuted claims and no folded part', () => {
  const text = renderTerminal(guideDigest(guide, 'en'), 100);
  expect(text).toContain('G-009');
  expect(text).not.toContain('G-310');
});

test('with runs that change nothing the report says so', () => {
  const text = renderMarkdown(guideDocument(ledger({ runs: {} }), 'en', true));
  expect(text).toContain('No claim changed its state');
  expect(renderMarkdown(guideDocument(guide, 'en'))).not.toContain('No claim changed');
});

test('the page is whole and asks no network', () => {
  const page = renderHtmlPage(guideDocument(guide, 'zh'));
  expect(page).toContain('</html>');
  expect(page).not.toMatch(/(src|href)="https?:/);
});
