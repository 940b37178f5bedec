import ts from 'typescript';
import layers from '../layers.json' with { type: 'json' };
import { importsOf } from './imports.ts';
import { lineOf, moduleOf, nodesOf, type SourceFile, type Violation } from './source-tree.ts';

/** What reads clocks, chance, files, sockets or the environment: the core receives ports instead. */
const worldly = new Set([
  'Date',
  'performance',
  'process',
  'console',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'Buffer',
  'globalThis',
  'require',
  '__dirname',
  '__filename',
]);

/** Packages that do what the names above do. */
const worldlyPackages = /^(node:|undici$|@duckdb\/|sql\.js$|pino$|log-update$|commander$|exceljs$)/;

/** Names of the mock's secrets: what the right answers are, and what was planted. */
const secretNames =
  /^(parseAnswerKey|answerKeySchema|AnswerKey|KeyTask|questionFingerprint|truth.*)$/;
const secretFiles = /(^|[/.-])(truth|answer-keys?)(?=[/.-]).*\.(json|ya?ml)$/;

/** Modules that may know answer keys: those who write, describe or plant them. */
const knowsSecrets = new Set(['spec', 'mock', 'cli']);

const isShell = (path: string): boolean => layers.shell.includes(moduleOf(path));
const isProcessEntry = (path: string): boolean =>
  layers.processEntries.some((entry) => path.startsWith(entry));

/** The core names nothing of the world; only cli prints, exits or reads the environment. */
export function worldlyViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) =>
    isShell(file.path) ? printing(file) : [...worldlyNames(file), ...worldlyImports(file)],
  );
}

function worldlyNames(file: SourceFile): Violation[] {
  const own = declaredNames(file);
  const found: Violation[] = [];
  for (const node of nodesOf(file)) {
    if (!ts.isIdentifier(node) || !isReference(node)) continue;
    const isRandom = node.text === 'Math' && memberName(node) === 'random';
    if ((!worldly.has(node.text) || own.has(node.text)) && !isRandom) continue;
    found.push({
      path: file.path,
      line: lineOf(file, node),
      what: `the core names ${isRandom ? 'Math.random' : node.text}`,
      allowed: 'a port of src/base, src/load or src/task; randomness by random(seed)',
    });
  }
  return found;
}

const worldlyImports = (file: SourceFile): Violation[] =>
  importsOf(file)
    .filter(({ specifier }) => worldlyPackages.test(specifier))
    .map(({ specifier, line }) => ({
      path: file.path,
      line,
      what: `the core imports ${specifier}`,
      allowed: 'pure packages; input and output belong to edge, mock and cli',
    }));

/** Edge and mock touch the world, but do not speak to the user nor end the process. */
function printing(file: SourceFile): Violation[] {
  if (moduleOf(file.path) === 'cli' || isProcessEntry(file.path)) return [];
  const own = declaredNames(file);
  const found: Violation[] = [];
  for (const node of nodesOf(file)) {
    if (!ts.isIdentifier(node) || !isReference(node) || own.has(node.text)) continue;
    const member = memberName(node);
    const speaks =
      node.text === 'console' ||
      (node.text === 'process' &&
        /^(stdout|stderr|stdin|exit|exitCode|env|argv|abort)$/.test(member ?? ''));
    if (!speaks) continue;
    found.push({
      path: file.path,
      line: lineOf(file, node),
      what: `${moduleOf(file.path)} names ${node.text}${member === undefined ? '' : `.${member}`}`,
      allowed: 'printing, exit codes and the environment are for src/cli',
    });
  }
  return found;
}

/** Nothing on the measuring side knows the right answers or what was planted. */
export function secrecyViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    if (knowsSecrets.has(moduleOf(file.path))) return [];
    const allowed = 'answer keys and truth files are for the mock and for tests';
    const imports = importsOf(file).flatMap(({ names, line }) =>
      names
        .filter((name) => secretNames.test(name))
        .map((name) => ({ path: file.path, line, what: `imports ${name}`, allowed })),
    );
    const literals = nodesOf(file).flatMap((node) =>
      ts.isStringLiteralLike(node) && secretFiles.test(node.text)
        ? [
            {
              path: file.path,
              line: lineOf(file, node),
              what: `names the file ${node.text}`,
              allowed,
            },
          ]
        : [],
    );
    return [...imports, ...literals];
  });
}

/** The member that is read of an object: `exit` of `process.exit` and of `process['exit']`. */
function memberName(node: ts.Identifier): string | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return parent.name.text;
  if (ts.isElementAccessExpression(parent) && parent.expression === node) {
    const key = parent.argumentExpression;
    return ts.isStringLiteralLike(key) ? key.text : undefined;
  }
  return undefined;
}

/** False for names of members, keys and labels: `record.process` and `{ fetch: 1 }` name nothing worldly. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isBindingElement(parent))
    return parent.propertyName !== node && parent.initializer === node;
  const named = parent as { readonly name?: ts.Node };
  return named.name !== node || ts.isShorthandPropertyAssignment(parent);
}

/** Names that the file itself declares or imports: a parameter called `fetch` is not the global one. */
function declaredNames(file: SourceFile): Set<string> {
  const names = new Set<string>();
  for (const node of nodesOf(file)) {
    const isDeclaration =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isNamespaceImport(node);
    if (isDeclaration && node.name !== undefined && ts.isIdentifier(node.name))
      names.add(node.name.text);
  }
  return names;
}
