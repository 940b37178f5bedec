import layers from '../layers.json' with { type: 'json' };
import { importsOf } from './imports.ts';
import { moduleOf, type SourceFile, type Violation } from './source-tree.ts';

const mayImport: Readonly<Record<string, readonly string[]>> = layers.mayImport;

/** The part of edge that a file is: `openai` of `src/edge/openai/x.ts`, "" for files of edge itself. */
const partOf = (path: string): string => {
  const steps = path.split('/');
  return steps.length > 3 ? (steps[2] ?? '') : '';
};

/** Who imports whom, and by which door. */
export function layeringViolations(files: readonly SourceFile[]): Violation[] {
  const known = new Set(files.map((file) => file.path));
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ target, specifier, line }): Violation[] => {
      if (target === undefined) return [];
      const offence = (what: string, allowed: string): Violation[] => [
        { path: file.path, line, what, allowed },
      ];
      if (!target.startsWith('src/'))
        return offence(`imports ${specifier}, outside of src`, 'files of src');
      if (!/\.(ts|js|json)$/.test(target))
        return offence(`imports ${specifier}`, 'relative imports end in .ts');
      if (target.endsWith('.ts') && !known.has(target))
        return offence(`imports ${specifier}`, 'files that exist');
      const [from, to] = [moduleOf(file.path), moduleOf(target)];
      if (from === to) return from === 'edge' ? withinEdge(file.path, target, offence) : [];
      const allowed = mayImport[from];
      if (allowed === undefined)
        return offence(`is in no module of the table (${from})`, Object.keys(mayImport).join(', '));
      if (!allowed.includes(to)) {
        return offence(
          `${from} imports ${to} (${specifier})`,
          `${from} may import ${allowed.join(', ') || 'nothing'}`,
        );
      }
      return isDoor(target)
        ? []
        : offence(
            `imports the inside of ${to} (${specifier})`,
            `src/${to}/index.ts${to === 'edge' ? " of edge's parts" : ''}`,
          );
    }),
  );
}

/** The index of a module. Edge has none: its parts have, and its own files are parts of one file. */
function isDoor(target: string): boolean {
  const steps = target.split('/');
  if (steps[1] !== 'edge') return steps.length === 3 && steps[2] === 'index.ts';
  return steps.length === 3 || (steps.length === 4 && steps[3] === 'index.ts');
}

/** Parts of edge do not know each other; all may use the files of edge itself, such as its clock. */
function withinEdge(
  path: string,
  target: string,
  offence: (what: string, allowed: string) => Violation[],
): Violation[] {
  const [from, to] = [partOf(path), partOf(target)];
  if (from === to || to === '') return [];
  return offence(
    `edge/${from || 'itself'} imports edge/${to}`,
    'files of the same part, and src/edge/*.ts',
  );
}
