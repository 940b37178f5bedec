import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

/** A source file by its path from the root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** An offence against the architecture: where, what, and what was allowed. */
export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly what: string;
  readonly allowed: string;
}

export const violationText = ({ path, line, what, allowed }: Violation): string =>
  `${path}:${line}: ${what}; allowed: ${allowed}`;

export const sourceFile = (path: string, text: string): SourceFile => ({
  path,
  text,
  tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true),
});

/** All TypeScript and JavaScript files below `folder` of `root`. */
export function sourceTree(root: string, folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) =>
      sourceFile(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')),
    );
}

export const lineOf = (file: SourceFile, node: ts.Node): number =>
  file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1;

/** `spec` of `src/spec/catalog/gpu.ts`. */
export const moduleOf = (path: string): string => path.split('/')[1] ?? '';

const visited = new WeakMap<SourceFile, readonly ts.Node[]>();

/** Every node of a file, parents before their children. */
export function nodesOf(file: SourceFile): readonly ts.Node[] {
  const known = visited.get(file);
  if (known !== undefined) return known;
  const nodes: ts.Node[] = [];
  const open: ts.Node[] = [file.tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    open.push(...children.reverse());
  }
  visited.set(file, nodes);
  return nodes;
}
