import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cell,
  type ReportDocument,
  renderHtmlPage,
  renderMarkdown,
  renderTerminal,
} from '../../../src/report/index.ts';

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</td></tr></table><h1>owned',
  '| a | b |\n|---|---|',
  '[click](javascript:alert(1))',
  '![x](https://evil.example/p.png)',
  '\u001b[2J\u001b[1;1Howned',
  '\u202etxt.exe',
  '`code` **bold**',
];
const documentWith = (text: string): ReportDocument => ({
  lang: 'en',
  title: text,
  blocks: [
    { kind: 'heading', level: 2, id: 'x', text },
    {
      kind: 'callout',
      tone: 'bad',
      text: [text, { strong: text }, { code: text }, { small: text }],
    },
    { kind: 'list', items: [[text]] },
    {
      kind: 'table',
      caption: text,
      columns: [{ head: text, align: 'left' }],
      rows: [[cell(text, text)], [{ kind: 'absent', why: text }]],
      notes: [text],
    },
  ],
});

/** Tags of the page by name; the text of a document must not add one. */
const tagCounts = (html: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const [, name = ''] of html.matchAll(/<([a-z][a-z0-9]*)/gi)) {
    counts[name.toLowerCase()] = (counts[name.toLowerCase()] ?? 0) + 1;
  }
  return counts;
};

describe('hostile text in a report', () => {
  it('adds no element to the page, whatever it says', () => {
    const harmless = tagCounts(renderHtmlPage(documentWith('plain')));
    for (const text of hostile)
      expect(tagCounts(renderHtmlPage(documentWith(text)))).toEqual(harmless);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '/', ' ', '=') }),
        (text) => {
          expect(tagCounts(renderHtmlPage(documentWith(text)))).toEqual(harmless);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('opens no table cell, link, picture or tag in Markdown', () => {
    for (const text of hostile) {
      const md = renderMarkdown(documentWith(text)).replace(/<\/?su[bp]>|<br>/g, '');
      const spans = md.replace(/(`+)[\s\S]*?\1/g, '');
      expect(spans).not.toMatch(/<[a-z/!]/i);
      expect(spans).not.toMatch(/(^|[^\\])!?\[[^\]]*[^\\]\]\(/);
    }
    const rows = renderMarkdown(documentWith('a|b\nc'))
      .split('\n')
      .filter((l) => l.startsWith('| '));
    for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(3);
  });

  it('moves no cursor and reorders nothing on a terminal', () => {
    for (const text of hostile) {
      const shown = renderTerminal(documentWith(text), 100);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the point of the test
      expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/);
    }
  });
});
