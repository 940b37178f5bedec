import { describe, expect, it } from 'vitest';
import { secrecyViolations, worldlyViolations } from './rules/banned-names.ts';
import { cycleViolations } from './rules/cycles.ts';
import { layeringViolations } from './rules/layering.ts';
import { dataTableMark, medianLines, misnamed, oversized, undescribed } from './rules/sizes.ts';
import { type SourceFile, sourceFile, type Violation, violationText } from './rules/source-tree.ts';

/** A tree of the given files; modules that are only imported are there, and empty. */
const tree = (files: Readonly<Record<string, string>>): SourceFile[] => {
  const empty = ['base', 'stats', 'spec', 'record', 'load', 'edge/clock', 'mock', 'cli'].map(
    (name) => `src/${name}${name.includes('/') ? '.ts' : '/index.ts'}`,
  );
  const all = { ...Object.fromEntries(empty.map((path) => [path, ''])), ...files };
  return Object.entries(all).map(([path, text]) => sourceFile(path, text));
};

const told = (violations: readonly Violation[]): string[] => violations.map(violationText);

describe('the rule of layers', () => {
  it('finds an import that the table does not allow, and says what it allows', () => {
    const files = tree({ 'src/stats/mean.ts': "import type { A } from '../spec/index.ts';" });
    expect(told(layeringViolations(files))).toEqual([
      'src/stats/mean.ts:1: stats imports spec (../spec/index.ts); allowed: stats may import base',
    ]);
  });

  it.each([
    ['an export', "export { a } from '../edge/clock.ts';"],
    ['a star export', "export * from '../edge/clock.ts';"],
    ['a dynamic import', "const a = await import('../edge/clock.ts');"],
    ['an import type', "type A = import('../edge/clock.ts').A;"],
    ['an import for its effects', "import '../edge/clock.ts';"],
  ])('sees %s', (_, text) => {
    expect(layeringViolations(tree({ 'src/load/x.ts': text }))).toHaveLength(1);
  });

  it('finds an import past the front door', () => {
    const files = tree({
      'src/record/outcome.ts': '',
      'src/load/drive.ts': "\nimport { a } from '../record/outcome.ts';",
    });
    expect(told(layeringViolations(files))).toEqual([
      'src/load/drive.ts:2: imports the inside of record (../record/outcome.ts); allowed: src/record/index.ts',
    ]);
  });

  it('keeps the mock from edge and from the measuring side', () => {
    const files = tree({
      'src/mock/a.ts':
        "import { a } from '../edge/clock.ts';\nimport { b } from '../load/index.ts';",
    });
    expect(layeringViolations(files)).toHaveLength(2);
  });

  it('keeps parts of edge apart, but for the files of edge itself', () => {
    const files = tree({
      'src/edge/openai/index.ts': "import { now } from '../clock.ts';",
      'src/edge/sql/a.ts': "import { b } from '../openai/index.ts';",
      'src/edge/wire.ts': "import { b } from './openai/index.ts';",
      'src/cli/run/a.ts':
        "import { b } from '../../edge/openai/index.ts';\nimport { c } from '../../edge/clock.ts';",
    });
    expect(told(layeringViolations(files))).toEqual([
      'src/edge/sql/a.ts:1: edge/sql imports edge/openai; allowed: files of the same part, and src/edge/*.ts',
      'src/edge/wire.ts:1: edge/itself imports edge/openai; allowed: files of the same part, and src/edge/*.ts',
    ]);
  });

  it('keeps cli out of the inside of a part of edge', () => {
    const files = tree({
      'src/edge/sql/a.ts': '',
      'src/cli/a.ts': "import { b } from '../edge/sql/a.ts';",
    });
    expect(layeringViolations(files)).toHaveLength(1);
  });

  it.each([
    ['a file outside of src', "import { a } from '../../test/a.ts';", 'outside of src'],
    ['an import without ending', "import { a } from './b';", 'end in .ts'],
    ['a file that is not there', "import { a } from './gone.ts';", 'files that exist'],
  ])('finds %s', (_, text, told1) => {
    expect(told(layeringViolations(tree({ 'src/load/a.ts': text })))[0]).toContain(told1);
  });

  it('finds a folder that the table does not know', () => {
    const files = tree({ 'src/helpers/a.ts': "import { a } from '../base/index.ts';" });
    expect(told(layeringViolations(files))[0]).toContain('is in no module of the table (helpers)');
  });

  it('is silent on a clean tree', () => {
    const files = tree({
      'src/load/index.ts': "import { a } from '../base/index.ts';\nexport { b } from './b.ts';",
      'src/load/b.ts': "import { c } from 'pure-rand';\n// import { a } from '../edge/clock.ts';",
    });
    expect(layeringViolations(files)).toEqual([]);
  });
});

describe('the rule of circles', () => {
  it('finds a circle, also of types alone, and prints the way round', () => {
    const files = tree({
      'src/stats/a.ts': "import type { B } from './b.ts';",
      'src/stats/b.ts': "import type { C } from './c.ts';",
      'src/stats/c.ts': "import type { A } from './a.ts';",
    });
    expect(told(cycleViolations(files))).toEqual([
      'src/stats/a.ts:1: circle of imports: src/stats/a.ts -> src/stats/b.ts -> src/stats/c.ts -> src/stats/a.ts; allowed: no circle, not even of types',
    ]);
  });

  it('is silent on a diamond', () => {
    const files = tree({
      'src/stats/a.ts': "import { b } from './b.ts';\nimport { c } from './c.ts';",
      'src/stats/b.ts': "import { d } from './d.ts';",
      'src/stats/c.ts': "import { d } from './d.ts';",
      'src/stats/d.ts': '',
    });
    expect(cycleViolations(files)).toEqual([]);
  });
});

describe('the rule of the pure core', () => {
  it.each([
    ['Date', 'const t = Date.now();'],
    ['Date', 'const t = new Date();'],
    ['Date', 'let t: Date;'],
    ['performance', 'const t = performance.now();'],
    ['Math.random', 'const r = Math.random();'],
    ['Math.random', "const r = Math['random']();"],
    ['process', 'const e = process.env;'],
    ['console', 'console.log(1);'],
    ['fetch', "void fetch('x');"],
    ['setTimeout', 'setTimeout(() => {}, 1);'],
    ['Buffer', 'const b = Buffer.alloc(1);'],
    ['globalThis', "const f = globalThis['fetch'];"],
    ['Date', 'const o = { Date };'],
  ])('finds %s in %s', (name, text) => {
    const found = told(worldlyViolations(tree({ 'src/stats/a.ts': `\n${text}` })));
    expect(found[0]).toMatch(
      new RegExp(`^src/stats/a\\.ts:2: the core names ${name.replace('.', '\\.')};`),
    );
  });

  it.each([
    "import fs from 'node:fs';",
    "import { Pool } from 'undici';",
    "const a = await import('node:os');",
  ])('finds %s', (text) => {
    expect(worldlyViolations(tree({ 'src/grade/a.ts': text }))).toHaveLength(1);
  });

  it.each([
    ['a comment', '// Date.now() and console.log'],
    ['a string', "const s = 'process.env';"],
    ['a member', 'const t = record.process + record.fetch;'],
    ['a key', 'const o = { console: 1, fetch: 2 };'],
    ['a member of a type', 'interface A { readonly process: string; fetch(): void }'],
    ['its own parameter', 'const f = (fetch: () => void) => fetch();'],
    ['another function of Math', 'const m = Math.max(1, 2);'],
  ])('does not mind %s', (_, text) => {
    expect(worldlyViolations(tree({ 'src/stats/a.ts': text }))).toEqual([]);
  });

  it('lets edge and mock touch the world but not print, exit or read the environment', () => {
    const files = tree({
      'src/edge/a.ts': "import fs from 'node:fs';\nconst t = process.hrtime.bigint();\nDate.now();",
      'src/mock/a.ts': 'console.log(1);',
      'src/edge/b.ts': "process.exit(1);\nconst k = process.env['KEY'];",
      'src/cli/a.ts': 'console.log(process.env);\nprocess.exit(0);',
    });
    expect(told(worldlyViolations(files))).toEqual([
      'src/mock/a.ts:1: mock names console.log; allowed: printing, exit codes and the environment are for src/cli',
      'src/edge/b.ts:1: edge names process.exit; allowed: printing, exit codes and the environment are for src/cli',
      'src/edge/b.ts:2: edge names process.env; allowed: printing, exit codes and the environment are for src/cli',
    ]);
  });
});

describe('the rule of secrecy', () => {
  it('finds the measuring side reading answer keys or planted truth', () => {
    const files = tree({
      'src/grade/a.ts': "import { parseAnswerKey as p } from '../spec/index.ts';",
      'src/edge/files/b.ts': "const f = 'fixtures/mock/answer-keys/excel.yaml';",
      'src/analysis/c.ts': "const f = 'truth.json';",
      'src/mock/d.ts': "import { parseAnswerKey } from '../spec/index.ts';",
    });
    expect(told(secrecyViolations(files)).map((text) => text.split(';')[0])).toEqual([
      'src/grade/a.ts:1: imports parseAnswerKey',
      'src/edge/files/b.ts:1: names the file fixtures/mock/answer-keys/excel.yaml',
      'src/analysis/c.ts:1: names the file truth.json',
    ]);
  });
});

describe('the rules of size and name', () => {
  const long = 'x\n'.repeat(401);

  it('find a file above the limit, and let marked data tables be', () => {
    expect(oversized([sourceFile('src/a/b.ts', long)], 400)).toHaveLength(1);
    expect(oversized([sourceFile('src/a/b.ts', `${dataTableMark}\n${long}`)], 400)).toEqual([]);
  });

  it('take the lower middle of an even number of files', () => {
    const sizes = [10, 20, 30, 400].map((n) => sourceFile('src/a/b.ts', 'x\n'.repeat(n)));
    expect(medianLines(sizes)).toBe(20);
  });

  it.each(['utils', 'date-helpers', 'common', 'types', 'TaskRun', 'task_run'])(
    'find a file called %s',
    (name) => {
      expect(misnamed([sourceFile(`src/a/${name}.ts`, '')])).toHaveLength(1);
    },
  );

  it('find an index that does not say what the module is', () => {
    const files = [
      sourceFile('src/load/index.ts', "export { a } from './a.ts';"),
      sourceFile('src/task/index.ts', `/**\n * ${'What this is and is not. '.repeat(4)}\n */\n`),
    ];
    expect(undescribed(files).map(({ path }) => path)).toEqual(['src/load/index.ts']);
  });
});
