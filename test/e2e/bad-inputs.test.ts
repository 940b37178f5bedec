import { cpSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { commandLine } from '../support/program/command-line.ts';
import { type LiveFleet, liveFleet } from '../support/program/live-fleet.ts';
import { keyOf, newFolder, writePlan, writeSuite } from '../support/program/own-suite.ts';
import { steelyard } from '../support/program/steelyard.ts';

/** A key as a careless person would write it: none of it may ever be printed. */
const SECRET = 'sk-live-9f8e7d6c5b4a39281706f5e4d3c2b1a0';
const ITEMS = 6;

interface Case {
  readonly name: string;
  readonly args: () => readonly string[];
  readonly code: number;
  /** What the message must hold: where, what was seen, what was expected, what to do. */
  readonly says: readonly (string | RegExp)[];
  readonly env?: Readonly<Record<string, string>>;
}

const dead = { id: 'down', url: 'http://127.0.0.1:9/v1', server: 'vllm' };
const folder = newFolder('bad-inputs');
const at = (...names: string[]): string => join(folder, ...names);

let fleet: LiveFleet;
let html: Server;
let htmlUrl: string;

/** A folder with a plan over the live box, changed by what is given. */
function planWith(
  name: string,
  over: Readonly<Record<string, unknown>> = {},
  endpoints?: readonly Readonly<Record<string, unknown>>[],
): string {
  mkdirSync(at(name), { recursive: true });
  writeSuite(at(name), ITEMS);
  const { plan } = writePlan(at(name), endpoints ?? fleet.endpoints, {
    scenarios: ['stock'],
    load: { kind: 'closed', concurrency: [2] },
    warmup: { requests: 0 },
    ...over,
  });
  return plan;
}

const plans: Record<string, string> = {};
const plan = (name: string): string => plans[name] ?? '';

beforeAll(async () => {
  fleet = await liveFleet(
    [
      {
        id: 'box',
        preset: '8xh100-80g-sxm/vllm-0.10.0/llama-3.1-8b-fp8',
        law: { timeScale: 0.01 },
        answers: { accuracy: 0.9, shapes: ['json'] },
      },
    ],
    [keyOf(ITEMS)],
  );
  html = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Sign in</title><p>Please sign in.</p>');
  });
  await new Promise<void>((resolve) => html.listen(0, '127.0.0.1', resolve));
  htmlUrl = `http://127.0.0.1:${(html.address() as AddressInfo).port}/v1`;

  plans['good'] = planWith('good');
  plans['hash'] = planWith('hash', { store: 'hash' });
  plans['key'] = planWith('key', { scenarioz: [] });
  plans['unit'] = planWith('unit', { timeoutMs: 900 });
  plans['down'] = planWith('down', {}, [dead]);
  plans['half'] = planWith('half', {}, [...fleet.endpoints, dead]);
  plans['html'] = planWith('html', {}, [{ id: 'portal', url: htmlUrl, server: 'vllm' }]);
  plans['secret'] = planWith('secret', {}, [{ ...dead, apiKey: SECRET }]);
  plans['env'] = planWith('env', {}, [{ ...dead, apiKeyEnv: 'STEELYARD_TEST_KEY' }]);
  plans['keyed'] = planWith('keyed', {}, [
    { id: 'portal', url: htmlUrl, server: 'vllm', apiKeyEnv: 'STEELYARD_TEST_KEY' },
  ]);
  plans['limits'] = planWith('limits', { limits: { maxRequests: 3 } });
  plans['cap'] = planWith('cap', {}, [{ ...fleet.endpoints[0], limits: { maxConcurrency: 1 } }]);
  plans['book'] = planWith('book');
  const broken = parse(readFileSync(at('book', 'scenarios', 'stock.yaml'), 'utf8'));
  writeFileSync(at('book', 'no-book.xlsx'), 'month;sales\n2024-01;17\n');
  writeFileSync(
    at('book', 'scenarios', 'stock.yaml'),
    stringify({ ...broken, kind: 'excel', data: { workbook: '../no-book.xlsx' } }),
  );
  mkdirSync(at('no-run'));
  mkdirSync(at('taken'));
  writeFileSync(at('taken', 'notes.txt'), 'mine');
  writeFileSync(at('broken.yaml'), 'boxes:\n  - id: a\n   preset: x\n');
  mkdirSync(at('not-calibration'));
  writeFileSync(at('not-calibration', 'c.json'), '{"schema":"other"}');

  const runs = await Promise.all(
    ['good', 'hash'].map((name) =>
      steelyard('run', plan(name), '--out', at(name, 'run'), '--quiet'),
    ),
  );
  for (const { code, stderr } of runs) expect([0, 4], stderr).toContain(code);
  const records = (name: string): string => at(name, 'records.jsonl');
  for (const name of ['torn-end', 'torn-middle', 'no-manifest-json']) {
    cpSync(at('good', 'run'), at(name), { recursive: true });
  }
  const whole = readFileSync(records('torn-end'), 'utf8');
  truncateSync(records('torn-end'), Buffer.byteLength(whole) - 40);
  const lines = whole.split('\n');
  lines[2] = (lines[2] ?? '').slice(0, 50);
  writeFileSync(records('torn-middle'), lines.join('\n'));
  writeFileSync(at('no-manifest-json', 'manifest.json'), '<html>');
});
afterAll(async () => {
  await fleet.stop();
  await new Promise((resolve) => html.close(resolve));
});

const cases: readonly Case[] = [
  {
    name: 'a missing plan',
    args: () => ['run', at('good', 'plam.yaml')],
    code: 2,
    says: ['plam.yaml', 'no such file', 'expected', 'plan.yaml'],
  },
  {
    name: 'a missing file to validate',
    args: () => ['validate', at('nowhere.yaml')],
    code: 2,
    says: ['nowhere.yaml', 'no such file'],
  },
  {
    name: 'an unknown key',
    args: () => ['run', plan('key')],
    code: 2,
    says: [/plan\.yaml:\d+:\d+/, 'scenarioz', 'scenarios'],
  },
  {
    name: 'a wrong unit',
    args: () => ['validate', plan('unit')],
    code: 2,
    says: [/plan\.yaml:\d+:\d+/, 'timeoutMs', 'timeoutS'],
  },
  {
    name: 'a file that is no YAML',
    args: () => ['mock', at('broken.yaml')],
    code: 2,
    says: [/broken\.yaml:\d+:\d+/],
  },
  {
    name: 'a workbook that is none',
    args: () => ['run', plan('book'), '--out', at('book', 'run')],
    code: 2,
    says: ['no-book.xlsx', 'expected', /xlsx|workbook/],
  },
  {
    name: 'a server that is down',
    args: () => ['run', plan('down'), '--out', at('down', 'run')],
    code: 3,
    says: ['down', '127.0.0.1:9', /refused|connect/i, 'hint'],
  },
  {
    name: 'one of two servers down',
    args: () => ['run', plan('half'), '--out', at('half', 'run')],
    code: 3,
    says: ['1 of 2', 'down', '--skip-failed'],
  },
  {
    name: 'a server that answers HTML',
    args: () => ['run', plan('html'), '--out', at('html', 'run')],
    code: 3,
    says: ['portal', /html/i, 'hint'],
  },
  {
    name: 'a key that stands in the fleet file',
    args: () => ['run', plan('secret')],
    code: 2,
    says: [/fleet\.yaml:\d+:\d+/, 'apiKeyEnv'],
  },
  {
    name: 'a key whose variable is not set',
    args: () => ['run', plan('env'), '--out', at('env', 'run')],
    code: 2,
    says: ['STEELYARD_TEST_KEY', 'endpoints.down.apiKeyEnv', 'export'],
  },
  {
    name: 'a server that refuses, asked with a key',
    args: () => ['run', plan('keyed'), '--out', at('keyed', 'run'), '-v'],
    code: 3,
    says: ['portal'],
    env: { STEELYARD_TEST_KEY: SECRET },
  },
  {
    name: 'a plan above its limits, without --yes',
    args: () => ['run', plan('limits'), '--out', at('limits', 'run')],
    code: 2,
    says: ['about 6 requests', 'limits are 3 and', '--yes'],
  },
  {
    name: "a plan above an endpoint's limits",
    args: () => ['run', plan('cap'), '--out', at('cap', 'run')],
    code: 2,
    says: ['maxConcurrency', '1', '2'],
  },
  {
    name: 'an unknown endpoint in --only',
    args: () => ['run', plan('good'), '--only', 'bocks'],
    code: 2,
    says: ['--only', 'bocks', 'box'],
  },
  {
    name: 'an --out that is not empty',
    args: () => ['run', plan('good'), '--out', at('taken')],
    code: 2,
    says: ['taken', '--out', '--resume'],
  },
  {
    name: 'a directory that holds no run, to report',
    args: () => ['report', at('no-run')],
    code: 2,
    says: ['no-run', 'manifest', 'no run directory'],
  },
  {
    name: 'a directory that is not there, to grade',
    args: () => ['grade', at('nirvana')],
    code: 2,
    says: ['nirvana', 'no such directory'],
  },
  {
    name: 'a directory that holds no run, to resume',
    args: () => ['run', plan('good'), '--resume', at('no-run')],
    code: 2,
    says: ['no-run', 'manifest'],
  },
  {
    name: 'a run of another plan, to resume',
    args: () => ['run', plan('good'), '--seed', '43', '--resume', at('good', 'run')],
    code: 2,
    says: ['hashes.schedule', 'start a new run'],
  },
  {
    name: 'a manifest that is no JSON',
    args: () => ['report', at('no-manifest-json')],
    code: 2,
    says: ['manifest.json', 'JSON'],
  },
  {
    name: 'a records file torn in its middle, to report',
    args: () => ['report', at('torn-middle')],
    code: 2,
    says: [/records\.jsonl:3/, 'torn or was edited'],
  },
  {
    name: 'a records file torn in its middle, to grade',
    args: () => ['grade', at('torn-middle')],
    code: 2,
    says: [/records\.jsonl:3/, 'torn or was edited'],
  },
  {
    name: 'a records file torn in its middle, to resume',
    args: () => ['run', plan('good'), '--resume', at('torn-middle')],
    code: 2,
    says: [/records\.jsonl:3/, 'torn or was edited'],
  },
  {
    name: 'a records file torn in its middle, to learn from',
    args: () => ['calibrate', at('torn-middle'), '-o', at('c.json')],
    code: 2,
    says: [/records\.jsonl:3/],
  },
  {
    name: 'a run whose answers were not kept, to grade',
    args: () => ['grade', at('hash', 'run')],
    code: 2,
    says: ['store: hash', 'during the run'],
  },
  {
    name: 'a bake-off of one endpoint',
    args: () => ['bakeoff', at('good', 'run')],
    code: 2,
    says: ['at least two endpoints'],
  },
  {
    name: 'a calibration that is none',
    args: () => [
      ...['size', at('need.yaml')],
      ...['--calibration', at('not-calibration', 'c.json')],
    ],
    code: 2,
    says: ['need.yaml', 'no such file', 'c.json'],
  },
  {
    name: 'an unknown model',
    args: () => 'fit --model deepseek-v4 --gpu h20-141g --count 8 --precision fp8'.split(' '),
    code: 2,
    says: ['deepseek-v4', 'deepseek-v3'],
  },
  {
    name: 'an unknown command',
    args: () => ['rum', plan('good')],
    code: 2,
    says: ['rum', 'Did you mean run?'],
  },
  {
    name: 'an unknown flag',
    args: () => ['run', plan('good'), '--dryrun'],
    code: 2,
    says: ['--dryrun', '--dry-run'],
  },
  {
    name: 'a flag with a wrong value',
    args: () => ['run', plan('good'), '--seed', 'lucky'],
    code: 2,
    says: ['--seed', 'lucky', 'whole number'],
  },
  {
    name: 'a missing argument',
    args: () => ['run'],
    code: 2,
    says: ['plan.yaml'],
  },
  {
    name: '--out together with --resume',
    args: () => ['run', plan('good'), '--out', at('x'), '--resume', at('good', 'run')],
    code: 2,
    says: ['--out', '--resume', 'exclude'],
  },
];

const pattern = (text: string | RegExp): RegExp =>
  text instanceof RegExp ? text : new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));

describe('a bad input', () => {
  it.each(cases)('is refused with where, what and how: $name', async (c) => {
    const plain = await commandLine(c.args(), c.env);
    for (const text of c.says) expect(plain.stderr).toMatch(pattern(text));
    expect(plain.code, plain.stderr).toBe(c.code);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).not.toContain('defect of steelyard');
    expect(plain.stderr).not.toContain(SECRET.slice(0, 14));
  });

  it.each(cases)('is one JSON document under --json: $name', async (c) => {
    const json = await commandLine([...c.args(), '--json'], c.env);
    expect(json.code, json.stderr).toBe(c.code);
    expect(json.stdout).not.toContain(SECRET.slice(0, 14));
    const document: unknown = JSON.parse(json.stdout);
    expect(document).toMatchObject({ error: { code: c.code } });
    // Whoever reads only the document learns as much as a person at the terminal.
    const text = JSON.stringify(document);
    for (const said of c.says.filter((s) => typeof s === 'string')) {
      if (said !== 'hint' && said !== 'expected') expect(text).toContain(said);
    }
  });

  it('ends the process with that code, and says on stdout nothing', async () => {
    const [usage, noEndpoint] = await Promise.all([
      steelyard('run', plan('key')),
      steelyard('run', plan('down'), '--out', at('down', 'run')),
    ]);
    expect(usage).toMatchObject({ code: 2, stdout: '' });
    expect(noEndpoint).toMatchObject({ code: 3, stdout: '' });
  });

  it('leaves no run directory behind where nothing was sent', () => {
    for (const name of ['down', 'html', 'limits', 'cap', 'book', 'env']) {
      expect(() => readFileSync(at(name, 'run', 'manifest.json'))).toThrow('ENOENT');
    }
  });
});

describe('a records file whose last line is torn', () => {
  it('is reported without that line, which a resume sends again', async () => {
    const reported = await steelyard('report', at('torn-end'));
    expect(reported.code, reported.stderr).toBe(0);
    const resumed = await steelyard('run', plan('good'), '--resume', at('torn-end'));
    expect([0, 4], resumed.stderr).toContain(resumed.code);
    expect(resumed.stderr).toContain(`${ITEMS - 1} task runs are there`);
    const lines = readFileSync(at('torn-end', 'records.jsonl'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(ITEMS);
  });
});
