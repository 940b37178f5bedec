import { basename } from 'node:path';
import type { SourceFile, Violation } from './source-tree.ts';

/** First line of a file that only holds data and may be long. */
export const dataTableMark = '// data table: exempt from the size limits';

const lines = (file: SourceFile): number => file.text.trimEnd().split('\n').length;

/** No file above `hardest` lines, but for data tables. */
export const oversized = (files: readonly SourceFile[], hardest: number): Violation[] =>
  files
    .filter((file) => lines(file) > hardest && !file.text.startsWith(dataTableMark))
    .map((file) => ({
      path: file.path,
      line: 1,
      what: `${lines(file)} lines`,
      allowed: `${hardest}; more only for data, marked on the first line: ${dataTableMark}`,
    }));

/** Half of the files have at most so many lines. */
export function medianLines(files: readonly SourceFile[]): number {
  const sorted = files.map(lines).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** Files are called as the one concept they hold, in kebab-case. */
export const misnamed = (files: readonly SourceFile[]): Violation[] =>
  files.flatMap(({ path }): Violation[] => {
    const name = basename(path).replace(/\.[cm]?[jt]s$/, '');
    if (/(^|-)(utils?|helpers?|common|types?|misc|shared)$/.test(name) && !/-type$/.test(name)) {
      return [
        {
          path,
          line: 1,
          what: `a file called ${name}`,
          allowed: 'the name of the concept it holds',
        },
      ];
    }
    return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
      ? []
      : [{ path, line: 1, what: `a file called ${name}`, allowed: 'kebab-case' }];
  });

/** An index opens with a paragraph on what the module is, is not, and where it stands. */
export const undescribed = (files: readonly SourceFile[]): Violation[] =>
  files
    .filter(({ path }) => /^src\/[a-z]+\/index\.ts$/.test(path))
    .filter(({ text }) => !/^\/\*\*[\s\S]{60,}?\*\//.test(text))
    .map(({ path }) => ({
      path,
      line: 1,
      what: 'an index without opening paragraph',
      allowed:
        '/** what this is, what it is not, where it stands in the pipeline */ as its first lines',
    }));
