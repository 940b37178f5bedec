import { posix } from 'node:path';
import ts from 'typescript';
import { lineOf, nodesOf, type SourceFile } from './source-tree.ts';

/** One import, export-from, dynamic import or import type, as written. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Names that are imported, as their module exports them. */
  readonly names: readonly string[];
  /** Path from the root for a relative specifier; absent for packages. */
  readonly target?: string;
}

const read = new WeakMap<SourceFile, readonly Import[]>();

/** All imports of a file, types included. */
export function importsOf(file: SourceFile): readonly Import[] {
  const known = read.get(file) ?? importsIn(file);
  read.set(file, known);
  return known;
}

function importsIn(file: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, names: readonly string[]): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const target = specifier.text.startsWith('.')
      ? { target: posix.join(posix.dirname(file.path), specifier.text) }
      : {};
    found.push({ specifier: specifier.text, line: lineOf(file, node), names, ...target });
  };
  for (const node of nodesOf(file)) {
    if (ts.isImportDeclaration(node))
      add(node, node.moduleSpecifier, importedNames(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, exportedNames(node));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, []);
    } else if (ts.isCallExpression(node)) {
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if (isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        add(node, node.arguments[0], []);
      }
    }
  }
  return found;
}

const importedNames = (clause: ts.ImportClause | undefined): string[] => {
  const bindings = clause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
};

const exportedNames = (node: ts.ExportDeclaration): string[] =>
  node.exportClause !== undefined && ts.isNamedExports(node.exportClause)
    ? node.exportClause.elements.map((element) => (element.propertyName ?? element.name).text)
    : [];
