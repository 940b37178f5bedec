import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initFolder } from '../../../src/cli/commands/init.ts';
import { validateFiles } from '../../../src/cli/commands/validate.ts';
import type { Io } from '../../../src/cli/io.ts';
import { templates } from '../../../src/cli/templates/index.ts';
import { parseFleet, parseNeed, parsePlan } from '../../../src/spec/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steelyard-init-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function written(lang: 'en' | 'zh' = 'en', json = false): Io & { stdout: string; stderr: string } {
  const io = {
    stdout: '',
    stderr: '',
    out: (text: string) => {
      io.stdout += text;
    },
    err: (text: string) => {
      io.stderr += text;
    },
    terminal: false,
    columns: 100,
    color: false,
    lang,
    langGiven: lang,
    json,
    quiet: false,
    verbose: false,
  };
  return io;
}

const parsers = { 'fleet.yaml': parseFleet, 'plan.yaml': parsePlan, 'need.yaml': parseNeed };

describe('the starter files', () => {
  it.each(['en', 'zh'] as const)('are valid specs in %s', (lang) => {
    for (const [name, parse] of Object.entries(parsers)) {
      const template = templates.find((t) => t.name === name);
      const parsed = parse(template?.[lang] ?? '', name);
      expect(parsed.ok ? [] : parsed.problems, name).toEqual([]);
    }
  });

  it('hold the same values in both languages, but for the scenarios of that language', () => {
    for (const { name, en, zh } of templates) {
      const plain = (text: string): string[] =>
        text.split('\n').map((line) =>
          line
            .replace(/#.*$/, '')
            .replace(/-(en|zh)\b/g, '')
            .trim(),
        );
      expect(plain(zh), name).toEqual(plain(en));
    }
  });
});

describe('steelyard init', () => {
  it('writes the files and says what to do next', async () => {
    const io = written('zh');
    expect(await initFolder(join(folder, 'poc'), io)).toBe(0);
    expect(readFileSync(join(folder, 'poc', 'need.yaml'), 'utf8')).toContain('采购需求');
    expect(io.stdout.trim().split('\n')).toHaveLength(3);
    expect(io.stderr).toContain('下一步');
  });

  it('leaves a file that exists as it is, and ends with exit code 2', async () => {
    writeFileSync(join(folder, 'plan.yaml'), 'mine');
    const io = written();
    expect(await initFolder(folder, io)).toBe(2);
    expect(readFileSync(join(folder, 'plan.yaml'), 'utf8')).toBe('mine');
    expect(io.stderr).toContain('plan.yaml: expected no such file yet, saw a file that exists');
  });

  it('prints one JSON document under --json, also for a failure', async () => {
    const io = written('en', true);
    await initFolder(folder, io);
    expect(JSON.parse(io.stdout)).toMatchObject({ schema: 'steelyard.init/1' });
    const again = written('en', true);
    await initFolder(folder, again);
    expect(JSON.parse(again.stdout)).toMatchObject({ error: { code: 2 } });
  });
});

describe('steelyard validate', () => {
  const put = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const chat =
    'id: chat\ntitle: t\nkind: dialogue\nlanguage: en\ntasks:\n  - { id: a, category: c, question: q, answer: { kind: text, value: x } }\n';

  it('tells the kind of each valid file', async () => {
    mkdirSync(join(folder, 'scenarios'));
    const io = written();
    const files = [
      put('fleet.yaml', 'endpoints: [{ id: a, url: "http://a/v1" }]'),
      put('scenarios/chat.yaml', chat),
      put(
        'plan.yaml',
        'name: p\nfleet: fleet.yaml\nendpoints: [a]\nscenarios: [chat]\nload: { kind: closed, concurrency: 1 }\n',
      ),
      put(
        'contract.yaml',
        'name: c\nterms: [{ id: t, metric: usableContextTokens, atLeast: 131072 }]\n',
      ),
      put(
        'prices.json',
        '{"name":"p","prices":[{"kind":"component","id":"x","gpu":"h20-141g","source":"s","date":"2026-01-01","minCny":1}]}',
      ),
      put('mock.yaml', 'boxes:\n  - { id: a, preset: 8xh20-141g/vllm-0.10.0/deepseek-v3-fp8 }\n'),
    ];
    expect(await validateFiles(files, io), io.stderr).toBe(0);
    expect(io.stdout.match(/\(([a-z-]+)\)/g)).toEqual([
      '(fleet)',
      '(scenario)',
      '(plan)',
      '(acceptance)',
      '(price-book)',
      '(mock)',
    ]);
  });

  it('gives the problems of all files and exit code 2; a shared problem once', async () => {
    put('fleet.yaml', 'endpoints: [{ id: A, url: "http://a/v1" }]');
    const plan =
      'name: p\nfleet: fleet.yaml\nscenarios: [nope]\nload: { kind: closed, concurrency: 1 }\n';
    const io = written();
    const files = [put('p1.yaml', plan), put('p2.yaml', plan), put('odd.yaml', 'colour: red\n')];
    expect(await validateFiles(files, io)).toBe(2);
    const lines = io.stderr
      .trim()
      .split('\n')
      .map((line) => line.replaceAll(`${folder}/`, ''));
    expect(lines.map((line) => line.split(' ')[1])).toEqual([
      'fleet.yaml:1:19',
      'p1.yaml:3:13',
      'p2.yaml:3:13',
      'odd.yaml:',
    ]);
    expect(lines[3]).toContain('saw colour (kinds: fleet (endpoints: ...), scenario');
  });

  it('tells malformed text at its place, whatever kind it was meant to be', async () => {
    const io = written('en', true);
    expect(await validateFiles([put('x.yaml', 'a:\n\tb: 1\n')], io)).toBe(2);
    expect(JSON.parse(io.stdout)).toMatchObject({ error: { problems: [{ line: 2, column: 1 }] } });
  });

  it('refuses a contract term that names no percentile as incomplete', async () => {
    const io = written();
    const term =
      '{ id: s, metric: e2eMs, atMost: 180000, scenario: chat, load: { concurrency: 1 }, confidence: 0.95 }';
    expect(await validateFiles([put('c.yaml', `name: c\nterms:\n  - ${term}\n`)], io)).toBe(2);
    expect(io.stderr).toContain(
      'terms[0]: expected a complete term: e2eMs needs scenario, load, statistic, confidence, saw no statistic (a bare limit names no percentile: add statistic: p95)',
    );
  });
});
