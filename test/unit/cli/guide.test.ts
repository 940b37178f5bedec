import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandContext } from '../../../src/cli/commands/command.ts';
import { guideCommand } from '../../../src/cli/commands/guide.ts';
import type { Io } from '../../../src/cli/io.ts';
import { guideSchema } from '../../../src/sizing/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steelyard-guide-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(
  options: CommandContext['options'],
  over: Partial<Pick<Io, 'lang' | 'json'>> = {},
): Promise<Ran> {
  const seen = { stdout: '', stderr: '' };
  const io: Io = {
    out: (text) => {
      seen.stdout += text;
    },
    err: (text) => {
      seen.stderr += text;
    },
    terminal: false,
    columns: 100,
    color: false,
    lang: 'en',
    langGiven: undefined,
    json: false,
    quiet: false,
    verbose: false,
    ...over,
  };
  const code = await guideCommand.run({ io, options: { out: folder, ...options }, positional: [] });
  return { code, ...seen };
}

test('guide writes JSON, Markdown and HTML and says where they lie', async () => {
  const out = join(folder, 'a', 'b');
  const ran = await run({ out });
  expect(ran.code).toBe(0);
  expect(readdirSync(out).sort()).toEqual(['guide.html', 'guide.json', 'guide.md']);
  const json: unknown = JSON.parse(readFileSync(join(out, 'guide.json'), 'utf8'));
  expect(guideSchema.parse(json).claims).toHaveLength(310);
  expect(ran.stdout).toContain(join(out, 'guide.html'));
  expect(ran.stderr).toBe('');
});

test('--json prints guide.json and nothing else on stdout', async () => {
  const ran = await run({}, { json: true });
  expect(guideSchema.parse(JSON.parse(ran.stdout)).contradictions).toHaveLength(49);
  expect(ran.stdout).toBe(readFileSync(join(folder, 'guide.json'), 'utf8'));
});

test('the language rules the words and not the JSON', async () => {
  const en = await run({}, { lang: 'en' });
  const jsonEn = readFileSync(join(folder, 'guide.json'), 'utf8');
  const zh = await run({}, { lang: 'zh' });
  expect(zh.stdout).not.toBe(en.stdout);
  expect(readFileSync(join(folder, 'guide.md'), 'utf8')).toContain('被否定');
  expect(readFileSync(join(folder, 'guide.json'), 'utf8')).toBe(jsonEn);
});

test('a run or calibration that is not one is told with its path, exit 2, nothing written', async () => {
  const file = join(folder, 'calibration.json');
  writeFileSync(file, '{"schema": "something else"}');
  const out = join(folder, 'out');
  const ran = await run({ out, runs: [join(folder, 'no-run')], calibration: file });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('no-run');
  expect(ran.stderr).toContain('calibration.json');
  expect(readdirSync(folder)).toEqual(['calibration.json']);
});

test('a place that cannot be written to is told, exit 2', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const ran = await run({ out: join(file, 'below') });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('--out');
});
