import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cell, type ReportDocument, renderHtmlPage } from '../../src/report/index.ts';

/** Where distributions put it; CHROMIUM says otherwise. */
const executablePath = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

const attack =
  '"><img src=http://127.0.0.1:9/x onerror="window.owned=1"><script>window.owned=1</script>';
const document: ReportDocument = {
  lang: 'en',
  title: `Weighing ${attack}`,
  blocks: [
    { kind: 'heading', level: 2, id: 'boxes', text: 'Boxes' },
    { kind: 'callout', tone: 'bad', text: [attack, { strong: attack }] },
    {
      kind: 'table',
      caption: 'Boxes',
      columns: Array.from({ length: 14 }, (_, i) => ({
        head: `Column ${i}`,
        align: 'right' as const,
      })),
      rows: [Array.from({ length: 14 }, (_, i) => cell(`${i} ${attack}`, attack))],
      notes: [attack],
    },
  ],
};

let folder: string;
let browser: Browser;
beforeAll(async () => {
  if (executablePath === undefined) {
    throw new Error('no browser found: install chromium, or name one in CHROMIUM');
  }
  folder = mkdtempSync(join(tmpdir(), 'steelyard-browser-'));
  writeFileSync(join(folder, 'report.html'), renderHtmlPage(document));
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

test.each([1440, 360])(
  'a report loads nothing, runs no foreign script and fits %i px',
  async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const url = pathToFileURL(join(folder, 'report.html')).href;
    await page.goto(url);
    expect(asked).toEqual([url]);
    expect(complaints).toEqual([]);
    expect(await page.evaluate('window.owned')).toBeUndefined();
    expect(await page.textContent('h1')).toContain(attack);
    // Wide tables scroll inside their frame; the page itself never scrolls sideways.
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.close();
  },
);
