import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { packageRoot } from '../../src/cli/package.ts';
import { commandBlocks, linkedFiles } from './blocks.ts';

const root = packageRoot();
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const folder = (name: string): string[] =>
  readdirSync(join(root, name))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${name}/${file}`);
const documents = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...folder('docs'),
  ...folder('docs/guides'),
  ...folder('docs/methods'),
  ...folder('docs/decisions'),
];

describe.each(documents)('%s', (file) => {
  test('every file that it links to exists', () => {
    const missing = linkedFiles(text(file)).filter(
      (target) => !existsSync(join(root, dirname(file), target)),
    );
    expect(missing).toEqual([]);
  });
});

test('both languages of the README have the same commands to type, in the same order', () => {
  const scripts = (file: string): string[] =>
    commandBlocks(file, text(file)).map(({ script }) => script);
  expect(scripts('README.zh-CN.md')).toEqual(scripts('README.md'));
});

test.each([
  ['README.md', 'Commands'],
  ['README.zh-CN.md', '命令'],
])('%s lists every command, and no other', (file, heading) => {
  const section = text(file).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const listed = [...section.matchAll(/^\| `([a-z-]+)[^`]*` \|/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(commands.map((c) => c.name).toSorted());
});

test.each(['README.md', 'README.zh-CN.md'])('%s gives every exit code', (file) => {
  const codes = [...text(file).matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  expect(codes).toEqual([0, 1, 2, 3, 4, 5, 6, 130]);
});

test('every command gives examples, of itself first and of commands that exist', () => {
  const known = commands.map((c) => c.name);
  for (const { name, examples } of commands) {
    expect(examples.length, name).toBeGreaterThan(0);
    expect(examples[0]).toMatch(new RegExp(`^steelyard ${name}( |$)`));
    for (const example of examples) expect(known).toContain(example.split(' ')[1]);
  }
});

test('what the documents leave to .ci/run stands in .ci/run', () => {
  const ci = text('.ci/run');
  const left = documents
    .flatMap((file) => commandBlocks(file, text(file)))
    .filter(({ byCi }) => byCi)
    .flatMap(({ script }) => script.split('&&').map((part) => part.trim()));
  expect(left).not.toEqual([]);
  for (const command of left)
    expect(ci).toMatch(new RegExp(`^(?:step|suite) \\w+ \\d+ ${command}$`, 'm'));
});
