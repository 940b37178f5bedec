import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  visit,
} from 'yaml';
import { fail, ok, type Problem, type Result } from '../../base/index.ts';
import { type DataPath, type Finding, pathText } from './finding.ts';
import { looksSecret } from './secrets.ts';
import { shownKey } from './shown.ts';
import { deepest, nestsTooDeeply, tooDeepOffset } from './yaml-depth.ts';
import { yamlWording } from './yaml-wording.ts';

/** A file that is well-formed YAML or JSON: its data, and where each part of it stands. */
export interface SpecSource {
  readonly file: string;
  readonly data: unknown;
  /** A finding with the line and column of the nearest part that exists. */
  problem(finding: Finding): Problem;
}

/** Reads YAML 1.2, of which JSON is a part. All that is malformed is reported at once. */
export function readSource(text: string, file: string): Result<SpecSource> {
  const lines = new LineCounter();
  const tokens: CST.Token[] = [...new Parser(lines.addNewLine).parse(text)];
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  // Before composing, which is recursive: hostile nesting would take the process down.
  const tooDeep = tooDeepOffset(tokens);
  if (tooDeep !== undefined) {
    return fail({ file, ...place(tooDeep), expected: `at most ${deepest} levels of nesting` });
  }
  const composer = new Composer({
    lineCounter: lines,
    version: '1.2',
    uniqueKeys: true,
    stringKeys: true,
    strict: true,
  });
  const [document, ...further] = [...composer.compose(tokens, true, text.length)];
  if (document === undefined) return fail({ file, expected: 'YAML or JSON' });
  const problems = [...document.errors, ...document.warnings].map((error): Problem => {
    const line = text.slice(error.pos[0]).split(/\r?\n/, 1)[0]?.trim() ?? '';
    const seen =
      line === '' || looksSecret(line) || /key|token|secret|password|auth/i.test(line)
        ? {}
        : { seen: JSON.stringify(line.slice(0, 60)) };
    return { file, ...place(error.pos[0]), ...seen, ...yamlWording(error.code) };
  });
  const second = further[0];
  if (second !== undefined) {
    problems.push({ file, ...place(second.range[0]), ...yamlWording('MULTIPLE_DOCS') });
  }
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      problems.push({
        file,
        ...place(alias.range?.[0] ?? 0),
        seen: `*${alias.source.slice(0, 40)}`,
        expected: 'an alias of an anchor (&name) that stands above',
        hint: 'put text that begins with * in quotes',
      });
    },
    Pair: (_, pair) => {
      // 0.10 is a version and not a number; as a number it would turn into 0.1 unseen.
      const { key, value } = pair;
      if (!isScalar(key) || !/(^v|V)ersion$/.test(String(key.value))) return;
      if (isScalar(value) && typeof value.value === 'number' && value.source !== undefined) {
        value.value = value.source;
      }
    },
  });
  if (problems.length > 0) return fail(...problems);
  const data = plainData(document);
  if (data === undefined) {
    return fail({
      file,
      expected: `at most ${mostAliases} uses of aliases and ${deepest} levels of nesting`,
      hint: 'write the repeated parts out',
    });
  }
  return ok({
    file,
    data: data.value,
    problem: ({ path, at, ...rest }) => {
      const offset = offsetOf(document, path, at ?? 'value');
      return {
        file,
        ...place(offset),
        ...(path.length === 0 ? {} : { path: pathText(path.map(stepShown)) }),
        ...rest,
      };
    },
  });
}

const mostAliases = 100;

/** The data, or undefined where aliases blow it up. */
function plainData(document: Document): { readonly value: unknown } | undefined {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
  return nestsTooDeeply(value) ? undefined : { value };
}

/** Where a path stands in the text; where it ends early, the part that lacks the rest. */
function offsetOf(document: Document, path: DataPath, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(step),
      );
      if (pair === undefined) break;
      const keyOffset = startOf(pair.key) ?? offset;
      const last = depth === path.length - 1;
      offset = last && at === 'key' ? keyOffset : (startOf(pair.value) ?? keyOffset);
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else {
      break;
    }
  }
  return offset;
}

const stepShown = (step: string | number): string | number =>
  typeof step === 'string' ? shownKey(step) : step;

const startOf = (node: unknown): number | undefined =>
  isNode(node) && node.range ? node.range[0] : undefined;
