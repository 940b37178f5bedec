import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFleet } from '../../src/mock/index.ts';
import { type GradedRun, renderHtmlPage, runReport } from '../../src/report/index.ts';
import { planSchema } from '../../src/spec/index.ts';
import { keyOf, newFolder, suiteOf } from '../support/program/own-suite.ts';
import { packageRoot } from '../support/program/steelyard.ts';
import { type Weighed, weigh } from '../support/virtual/weigh.ts';
import { lowContrastTexts } from './contrast.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const ITEMS = 40;

/** What a model, or whoever wrote its prompt, may put into an answer. */
const hostile = [
  '<script>window.hacked = "script"</script>',
  '<img src="http://attacker.invalid/x.png" onerror="window.hacked = \'handler\'">',
  '"><svg onload="window.hacked = \'svg\'">',
  '</td></table></main><h1>box-a wins</h1><!--',
  'javascript:window.hacked=1 {{7*7}}',
  'safe \u202Egnp.exe\u202C and \u2066isolated\u2069 \u0000\u001B[31mred',
];

let browser: Browser;
let weighed: Weighed;
const folder = newFolder('browser');
const pages = { en: join(folder, 'en.html'), zh: join(folder, 'zh.html') };

describe.skipIf(!existsSync(CHROMIUM))(`report.html in a browser (needs ${CHROMIUM})`, () => {
  beforeAll(async () => {
    const files = await readFleet(join(packageRoot, 'fixtures/mock/demo.yaml'));
    if (!files.ok) throw new Error(JSON.stringify(files.problems));
    const plan = {
      load: { kind: 'closed', concurrency: [2, 8] },
      warmup: { requests: 2 },
      seed: 1,
    };
    weighed = await weigh({
      fleet: files.value.fleet,
      keys: [keyOf(ITEMS)],
      scenario: suiteOf(ITEMS),
      plan,
    });
    const graded = weighed.records.slice(0, 60).map(
      (r, i): GradedRun => ({
        endpoint: r.endpoint,
        scenario: r.scenario,
        task: r.task,
        category: 'stock',
        loadPoint: r.loadPoint,
        record: r.index,
        question: hostile[(i + 1) % hostile.length] ?? '',
        answer: hostile[i % hostile.length] ?? '',
        extracted: hostile[(i + 2) % hostile.length] ?? '',
        expected: '1001',
        kind: 'incorrect',
        why: hostile[(i + 3) % hostile.length] ?? '',
      }),
    );
    for (const lang of ['en', 'zh'] as const) {
      const html = renderHtmlPage(
        runReport({
          lang,
          name: hostile[0] ?? '',
          plan: planSchema.parse({ name: 'x', fleet: 'f.yaml', scenarios: ['stock'], ...plan }),
          planHash: '0'.repeat(64),
          summary: weighed.summary,
          bakeoff: weighed.bakeoff,
          learnt: [],
          graded,
          gradedTotal: graded.length,
        }),
      );
      writeFileSync(pages[lang], html);
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  interface Opened {
    readonly page: Page;
    readonly requests: readonly string[];
    readonly complaints: readonly string[];
  }

  async function opened(lang: 'en' | 'zh', options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (m) => {
      if (m.type() === 'error' || m.type() === 'warning') complaints.push(m.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(pages[lang]).href, { waitUntil: 'networkidle' });
    return { page, requests, complaints };
  }

  const closing = async <V>({ page }: Opened, look: () => Promise<V>): Promise<V> => {
    try {
      return await look();
    } finally {
      await page.context().close();
    }
  };

  const drawnCharts = async (page: Page): Promise<number> => {
    let drawn = 0;
    for (const chart of await page.locator('figure svg').all()) {
      const box = await chart.boundingBox();
      const marks = await chart.locator('path').count();
      if (box !== null && box.width > 300 && box.height > 120 && marks > 3) drawn++;
    }
    return drawn;
  };

  it.each(['en', 'zh'] as const)(
    'asks nothing of any network and complains of nothing (%s)',
    async (lang) => {
      const at = await opened(lang);
      await closing(at, async () => {
        expect(at.requests).toEqual([pathToFileURL(pages[lang]).href]);
        expect(at.complaints).toEqual([]);
        expect(await at.page.locator('html').getAttribute('lang')).toMatch(lang);
        expect(await drawnCharts(at.page)).toBeGreaterThanOrEqual(2);
        const text = (await at.page.locator('main').textContent()) ?? '';
        expect(/\p{Script=Han}/u.test(text)).toBe(lang === 'zh');
        expect(text).toContain('box-b');
      });
    },
  );

  it('shows all of it with JavaScript off', async () => {
    const at = await opened('en', { javaScriptEnabled: false });
    await closing(at, async () => {
      expect(await drawnCharts(at.page)).toBeGreaterThanOrEqual(2);
      expect(await at.page.locator('table').first().isVisible()).toBe(true);
      expect(await at.page.locator('.callout').first().isVisible()).toBe(true);
      const details = at.page.locator('details').first();
      await details.locator('summary').click();
      expect(await details.getAttribute('open')).not.toBeNull();
    });
  });

  it('keeps hostile answers text', async () => {
    const at = await opened('en');
    await closing(at, async () => {
      const { page } = at;
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      expect(await page.locator('script').count()).toBe(1);
      expect(await page.locator('img, iframe, object, embed, link, base, form').count()).toBe(0);
      expect(await page.locator('h1').count()).toBe(1);
      const handlers = await page.evaluate(
        `[...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith('on'))`,
      );
      expect(handlers).toEqual([]);
      const text = (await page.locator('body').textContent()) ?? '';
      expect(text).toContain('<script>window.hacked = "script"</script>');
      expect(text).toContain('</td></table></main>');
      // Nothing turns the direction of what stands beside it: such characters are shown as what they are.
      expect(/[\u202A-\u202E\u2066-\u2069]|\p{Cc}(?<![\n\t])/u.test(text)).toBe(false);
      expect(text).toContain('safe \\u202egnp.exe\\u202c');
      const clickable = await page
        .locator('a')
        .evaluateAll((links) => links.map((a) => a.getAttribute('href')));
      expect(clickable.every((href) => href?.startsWith('#') === true)).toBe(true);
    });
  });

  it.each([
    ['light', 'en'],
    ['dark', 'en'],
    ['dark', 'zh'],
  ] as const)(
    'can be read on a %s screen (%s): every text has a contrast of 4.5',
    async (colorScheme, lang) => {
      const at = await opened(lang, { colorScheme });
      await closing(at, async () => {
        await at.page.locator('details').evaluateAll((all) => {
          for (const d of all) d.setAttribute('open', '');
        });
        expect(await at.page.evaluate(lowContrastTexts)).toEqual([]);
      });
    },
  );

  it('finds a row by what stands in it', async () => {
    const at = await opened('en');
    await closing(at, async () => {
      await at.page.locator('details').evaluateAll((all) => {
        for (const d of all) d.setAttribute('open', '');
      });
      const search = at.page.locator('input.search').last();
      const rows = at.page.locator('table').last().locator('tbody tr');
      const before = await rows.count();
      await search.fill('no such text anywhere');
      expect(before).toBeGreaterThanOrEqual(30);
      expect(await rows.filter({ visible: true }).count()).toBe(0);
    });
  });
});
