import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentHash, formatProblem } from '../../../../src/base/index.ts';
import { type ResolvedPlan, resolvePlan } from '../../../../src/edge/files/index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'steelyard-plan-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), content);
};

const scenario = (id: string, workbook: string): string => `id: ${id}
title: t
kind: excel
language: en
data: { workbook: ${workbook} }
tasks:
  - { id: t1, category: c, question: q?, answer: { kind: number, value: 1 } }
`;

const fleet = `endpoints:
  - { id: box-a, url: "http://a/v1", tokenizer: tok.json }
  - { id: box-b, url: "http://b/v1" }
`;

const plan = (scenarios: string, more = ''): string =>
  `name: p\nfleet: fleet.yaml\nscenarios: [${scenarios}]\nload: { kind: closed, concurrency: 2 }\n${more}`;

function putAll(): void {
  put('poc/fleet.yaml', fleet);
  put('poc/tok.json', '{}');
  put('poc/fixtures/a.xlsx', 'workbook bytes');
  put('poc/scenarios/sales.yaml', scenario('sales', '../fixtures/a.xlsx'));
  put('package/scenarios/own.yaml', scenario('own', 'b.xlsx'));
  put('package/scenarios/b.xlsx', 'other bytes');
}

const resolveIt = async (file = 'poc/plan.yaml'): Promise<ResolvedPlan> => {
  const result = await resolvePlan(file, {
    packageRoot: join(root, 'package'),
    workingDirectory: root,
  });
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.value;
};

const problems = async (file = 'poc/plan.yaml'): Promise<string[]> => {
  const result = await resolvePlan(file, {
    packageRoot: join(root, 'package'),
    workingDirectory: root,
  });
  return result.ok ? [] : result.problems.map((p) => formatProblem(p).replaceAll(root, ''));
};

describe('a plan with all that it refers to', () => {
  it('resolves ids beside the plan, ids of the package, and paths; with absolute data and hashes', async () => {
    putAll();
    put('poc/plan.yaml', plan('sales, own, ./more/third.yaml', 'endpoints: [box-b, box-a]\n'));
    put('poc/more/third.yaml', scenario('third', '../fixtures/a.xlsx'));
    const resolved = await resolveIt();
    expect(resolved.scenarios.map((s) => s.scenario.id)).toEqual(['sales', 'own', 'third']);
    expect(resolved.scenarios[0]?.data).toMatchObject([
      { role: 'workbook', hash: contentHash('workbook bytes') },
    ]);
    expect(resolved.scenarios[0]?.data[0]?.path.endsWith(join('poc', 'fixtures', 'a.xlsx'))).toBe(
      true,
    );
    expect(resolved.endpoints.map((e) => e.id)).toEqual(['box-b', 'box-a']);
    expect(resolved.endpoints[1]).toMatchObject({ tokenizer: join(root, 'poc', 'tok.json') });
    expect(resolved.fleetHash).toBe(contentHash(fleet));
  });

  it('is frozen all the way down', async () => {
    putAll();
    put('poc/plan.yaml', plan('sales'));
    const resolved = await resolveIt();
    expect(Object.isFrozen(resolved)).toBe(true);
    expect(Object.isFrozen(resolved.plan.limits)).toBe(true);
    expect(Object.isFrozen(resolved.scenarios[0]?.scenario)).toBe(true);
  });
});

describe('a plan that refers to what is not there', () => {
  it('gives the problems of all files at once', async () => {
    put('poc/plan.yaml', plan('sales, nowhere'));
    put('poc/fleet.yaml', 'endpoints:\n  - { id: A, url: "http://a" }\n');
    put(
      'poc/scenarios/sales.yaml',
      scenario('sales', 'missing.xlsx').replace('kind: excel', 'kind: exel'),
    );
    const found = await problems();
    expect(found.map((p) => p.split(' ')[0])).toEqual([
      'poc/fleet.yaml:2:11',
      '/poc/scenarios/sales.yaml:3:7',
      'poc/plan.yaml:3:20',
    ]);
    expect(found[2]).toContain('expected a scenario, saw "nowhere" (known: sales)');
  });

  it('names the plan and the line where the fleet is missing, and a file of nearly that name', async () => {
    putAll();
    put('poc/plan.yaml', plan('sales').replace('fleet.yaml', 'flet.yaml'));
    expect(await problems()).toEqual([
      'poc/plan.yaml:2:8 fleet: expected a fleet file, relative to the plan, saw poc/flet.yaml: no such file (did you mean fleet.yaml?)',
    ]);
  });

  it('suggests a scenario of nearly that name', async () => {
    putAll();
    put('poc/plan.yaml', plan('sale'));
    expect((await problems())[0]).toContain('(did you mean sales?)');
  });

  it('points at the endpoint that the fleet does not have', async () => {
    putAll();
    put('poc/plan.yaml', plan('sales', 'endpoints: [box-x]\n'));
    expect(await problems()).toEqual([
      'poc/plan.yaml:5:13 endpoints[0]: expected an endpoint of fleet.yaml, saw "box-x" (did you mean box-a or box-b?)',
    ]);
  });

  it('names missing data, certificates and traces at the key that names them', async () => {
    putAll();
    put('poc/fleet.yaml', 'endpoints:\n  - { id: a, url: "https://a/v1", tls: { ca: ca.pem } }\n');
    put('poc/scenarios/sales.yaml', scenario('sales', 'missing.xlsx'));
    put(
      'poc/plan.yaml',
      plan('sales').replace(
        '{ kind: closed, concurrency: 2 }',
        '{ kind: trace, file: t.csv, format: azure }',
      ),
    );
    expect(await problems()).toEqual([
      'poc/fleet.yaml:2:46 endpoints[0].tls.ca: expected a file, relative to the fleet file, saw no such file',
      '/poc/scenarios/sales.yaml:5:19 data.workbook: expected a data file, relative to the scenario, saw no file missing.xlsx',
      'poc/plan.yaml:4:28 load.file: expected a trace, relative to the plan, saw no such file',
    ]);
  });

  it('refuses one scenario under two names', async () => {
    putAll();
    put('poc/plan.yaml', plan('sales, ./scenarios/sales.yaml'));
    expect((await problems())[0]).toContain(
      'plan.yaml:3:20 scenarios[1]: expected each scenario once, saw sales',
    );
  });

  it('refuses a file whose id is not its name', async () => {
    putAll();
    put('poc/scenarios/sales.yaml', scenario('purchases', '../fixtures/a.xlsx'));
    put('poc/plan.yaml', plan('sales'));
    expect((await problems())[0]).toContain(
      'id: expected sales, as the file is called, saw purchases',
    );
  });

  it('refuses a strategy that a scenario cannot be run with', async () => {
    putAll();
    put(
      'poc/scenarios/chat.yaml',
      'id: chat\ntitle: t\nkind: dialogue\nlanguage: en\ntasks:\n  - { id: a, category: c, question: q, answer: { kind: text, value: x } }\n',
    );
    put('poc/plan.yaml', plan('sales, chat', 'strategies: [inline, chunked]\n'));
    expect(await problems()).toEqual([
      'poc/plan.yaml:5:22 strategies[1]: expected a strategy that chat can be run with, saw chunked (chunked cuts a workbook into pieces, and chat has none)',
    ]);
  });
});

describe('data that a scenario may not read', () => {
  it.each([
    ['an absolute path', '/etc/hostname'],
    ['a path that climbs out', '../../../../../../../../etc/hostname'],
  ])('is refused: %s', async (_, workbook) => {
    putAll();
    put('poc/scenarios/sales.yaml', scenario('sales', workbook));
    put('poc/plan.yaml', plan('sales'));
    expect((await problems())[0]).toContain(
      'data.workbook: expected a data file near the scenario',
    );
  });

  it('is refused behind a link as well', async () => {
    putAll();
    put('outside.xlsx', 'secret');
    symlinkSync(join(root, 'outside.xlsx'), join(root, 'poc', 'fixtures', 'link.xlsx'));
    put('poc/scenarios/sales.yaml', scenario('sales', '../fixtures/link.xlsx'));
    put('poc/plan.yaml', plan('sales'));
    expect((await problems())[0]).toContain('which lies outside');
  });
});

describe('a file that cannot be a spec', () => {
  it('that is missing is told with a name that is nearly its own', async () => {
    putAll();
    put('poc/plan.yaml', plan('sales'));
    expect(await problems('poc/plans.yaml')).toEqual([
      'poc/plans.yaml: expected a file that can be read, saw no such file (did you mean plan.yaml?)',
    ]);
  });

  it('that is a directory is told', async () => {
    putAll();
    expect(await problems('poc')).toEqual([
      'poc: expected a file, saw a directory (name a YAML or JSON file inside it)',
    ]);
  });

  it('that is larger than 16 MB is told without reading it', async () => {
    put('poc/plan.yaml', '');
    truncateSync(join(root, 'poc/plan.yaml'), 17 * 1024 * 1024);
    expect((await problems())[0]).toContain('expected a file of at most 16 MB, saw 17.0 MB');
  });

  it.each([
    [
      'GBK',
      Uint8Array.from([0x6e, 0x3a, 0x20, 0xb9, 0xcf, 0xd6, 0xdd, 0x0a]),
      'bytes that are no UTF-8 (GBK?)',
    ],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x6e, 0x00, 0xdc]), 'UTF-16'],
    ['a workbook', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0xff]), 'a zip archive (a workbook?)'],
  ])('that is %s and not UTF-8 is told', async (_, bytes, seen) => {
    put('poc/plan.yaml', bytes);
    expect(await problems()).toEqual([
      `poc/plan.yaml: expected text in UTF-8, saw ${seen} (save the file as UTF-8)`,
    ]);
  });
});
