import { balancedObjects, closingOf } from './balanced.ts';
import { type FencedBlock, fencedBlocks } from './fenced-blocks.ts';
import { type JsonValue, readJson } from './repair-json.ts';

/** Ways in which an answer is declared, the most binding first. */
export type DeclarationRule = 'json-block' | 'json' | 'named' | 'final-answer' | 'boxed';

/** One declared answer as found, not yet read as any kind. */
export interface DeclaredAnswer {
  readonly rule: DeclarationRule;
  readonly start: number;
  readonly end: number;
  readonly payload: Payload;
  readonly repairs: readonly string[];
  /** Of `@name[value]`. */
  readonly name?: string;
}

/** A JSON value of the declared form, or plain text. */
export type Payload =
  | { readonly kind: 'json'; readonly value: JsonValue; readonly unit?: string }
  | { readonly kind: 'text'; readonly text: string };

const ruleOrder: readonly DeclarationRule[] = [
  'json-block',
  'json',
  'named',
  'final-answer',
  'boxed',
];

/**
 * Every declared answer of a text, in the order in which they stand. Where two forms overlap (a JSON
 * object after "Final Answer:") the more binding one is kept.
 */
export function declaredAnswers(text: string): readonly DeclaredAnswer[] {
  const blocks = fencedBlocks(text);
  const all = [
    ...jsonBlocks(blocks),
    ...bareObjects(text, blocks),
    ...namedValues(text),
    ...finalAnswers(text),
    ...boxedValues(text),
  ];
  const byRule = all.toSorted((a, b) => ruleOrder.indexOf(a.rule) - ruleOrder.indexOf(b.rule));
  const kept: DeclaredAnswer[] = [];
  for (const found of byRule.slice(0, 400)) {
    if (!kept.some((k) => found.start < k.end && k.start < found.end)) kept.push(found);
  }
  return kept.sort((a, b) => a.start - b.start);
}

const jsonLanguages: ReadonlySet<string> = new Set([
  '',
  'json',
  'json5',
  'jsonc',
  'javascript',
  'js',
]);

function jsonBlocks(blocks: readonly FencedBlock[]): readonly DeclaredAnswer[] {
  return blocks.slice(-50).flatMap((block): DeclaredAnswer[] => {
    if (!jsonLanguages.has(block.language)) return [];
    const body = block.body.trim();
    const read = /^[[{"“｛［\d-]/.test(body) ? readJson(body) : undefined;
    if (read === undefined) return [];
    const payload: Payload = { kind: 'json', value: read.value };
    const repairs = [...read.repairs, ...repeatedKeys(body)];
    return [{ rule: 'json-block', start: block.start, end: block.end, payload, repairs }];
  });
}

function bareObjects(text: string, blocks: readonly FencedBlock[]): readonly DeclaredAnswer[] {
  const mended = text.replaceAll('｛', '{').replaceAll('｝', '}');
  const boxed = boxedSpans(mended);
  return balancedObjects(mended, [
    ...blocks.filter((b) => jsonLanguages.has(b.language)),
    ...boxed,
  ]).flatMap(({ start, end }): DeclaredAnswer[] => {
    const body = mended.slice(start, end);
    const read = readJson(body);
    if (read === undefined) return [];
    const payload: Payload = { kind: 'json', value: read.value };
    return [
      { rule: 'json', start, end, payload, repairs: [...read.repairs, ...repeatedKeys(body)] },
    ];
  });
}

/** The same answer key twice in one object: JSON keeps the last, we say so. */
const repeatedKeys = (body: string): readonly string[] =>
  body.length < 20_000 && (body.match(/"(?:answer|答案)"\s{0,9}:/g)?.length ?? 0) > 1
    ? ['repeated-key']
    : [];

const nameBefore = /@([\p{L}\p{N}_-]{1,60})[ \t]{0,3}\[/gu;

function namedValues(text: string): readonly DeclaredAnswer[] {
  return [...text.matchAll(nameBefore)].slice(-100).flatMap((match): DeclaredAnswer[] => {
    const open = match.index + match[0].length - 1;
    const end = closingOf(text, open, '[', ']', false);
    if (end === undefined || end - open > 4000) return [];
    const payload: Payload = { kind: 'text', text: text.slice(open + 1, end - 1) };
    const name = match[1] ?? '';
    return [{ rule: 'named', start: match.index, end, payload, repairs: [], name }];
  });
}

const finalAnswer =
  /(?:\bfinal answer|\bthe answer|(?<=^|[\n.!?*#>] {0,3})answer|最终答案|最后答案|正确答案|答案|回答)[*_ \t]{0,4}(?:(?:is|are|是|为|应为|应该是)?[*_ \t]{0,2}[:：]|\bis\b|\bare\b|是|为|应为|应该是)[*_ \t]{0,4}/gi;

function finalAnswers(text: string): readonly DeclaredAnswer[] {
  return [...text.matchAll(finalAnswer)].slice(-50).flatMap((match): DeclaredAnswer[] => {
    const from = match.index + match[0].length;
    const line = lineFrom(text, from);
    const own = line.text.trim() === '' ? nextLine(text, line.end) : line;
    if (own === undefined || own.text.trim() === '') return [];
    const listed = line.text.trim() === '' ? listAfter(text, own) : own;
    const payload: Payload = { kind: 'text', text: listed.text };
    return [{ rule: 'final-answer', start: match.index, end: listed.end, payload, repairs: [] }];
  });
}

interface Line {
  readonly text: string;
  readonly end: number;
}

function lineFrom(text: string, from: number): Line {
  const newline = text.indexOf('\n', from);
  const end = newline < 0 ? text.length : newline;
  return { text: text.slice(from, Math.min(end, from + 20_000)), end };
}

function nextLine(text: string, from: number): Line | undefined {
  let at = from + 1;
  for (let i = 0; i < 3 && at < text.length; i++) {
    const line = lineFrom(text, at);
    if (line.text.trim() !== '') return line.text.trim().startsWith('```') ? undefined : line;
    at = line.end + 1;
  }
  return undefined;
}

const listLine = /^\s{0,8}(?:[-*•]|\d{1,3}[.)、](?!\d))\s*\S/;

/** A numbered or bulleted list after "Final Answer:" is one answer. */
function listAfter(text: string, first: Line): Line {
  if (!listLine.test(first.text)) return first;
  let { text: lines, end } = first;
  while (end < text.length) {
    const next = lineFrom(text, end + 1);
    if (!listLine.test(next.text)) break;
    lines += `\n${next.text}`;
    end = next.end;
  }
  return { text: lines, end };
}

const boxedOpen = /\\(?:boxed|fbox)\s{0,2}\{/g;

function boxedSpans(text: string): readonly { start: number; end: number; open: number }[] {
  return [...text.matchAll(boxedOpen)].slice(-50).flatMap((match) => {
    const open = match.index + match[0].length - 1;
    const end = closingOf(text, open, '{', '}', false);
    return end === undefined ? [] : [{ start: match.index, end, open }];
  });
}

const boxedValues = (text: string): readonly DeclaredAnswer[] =>
  boxedSpans(text).map(({ start, end, open }) => ({
    rule: 'boxed',
    start,
    end,
    payload: { kind: 'text', text: text.slice(open + 1, end - 1) },
    repairs: [],
  }));
