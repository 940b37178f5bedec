import type { AnswerOf } from '../../spec/index.ts';
import { fencedBlocks } from '../extraction/fenced-blocks.ts';
import { markdownTables } from '../extraction/markdown-table.ts';
import { readJson } from '../extraction/repair-json.ts';
import type { GradeContext, Grader } from './grader.ts';

type Constraint = AnswerOf<'constraints'>['value'][number];

/** Creative writing under checkable constraints; score is the share of those that hold. */
export const constraintsGrader: Grader<'constraints'> = {
  expected: (answer) => answer.value.map(described).join('; '),
  read: () => undefined,
  prose: (text, answer, context) => {
    const broken = answer.value.filter((c) => !holds(c, text, context));
    const [first] = broken;
    return {
      correct: broken.length === 0,
      shown: text.slice(0, 400),
      why:
        first === undefined
          ? 'all constraints hold'
          : `constraints: ${described(first)} does not hold`,
      score: (answer.value.length - broken.length) / answer.value.length,
    };
  },
};

const bounds = (min: number | undefined, max: number | undefined): string =>
  `${min ?? 0}..${max ?? ''}`;

function described(c: Constraint): string {
  switch (c.kind) {
    case 'length':
    case 'lines':
      return `${c.kind} ${bounds(c.min, c.max)}`;
    default:
      return `${c.kind} ${c.value}`;
  }
}

function holds(c: Constraint, text: string, context: GradeContext): boolean {
  switch (c.kind) {
    case 'length':
      return inside(lengthOf(text, context.language), c.min, c.max);
    case 'lines':
      return inside(text.split('\n').filter((l) => l.trim() !== '').length, c.min, c.max);
    case 'must':
      return folded(text).includes(folded(c.value));
    case 'must-not':
      return !folded(text).includes(folded(c.value));
    case 'language':
      return languageOf(text) === c.value;
    case 'format':
      return hasFormat(c.value, text);
  }
}

const inside = (n: number, min: number | undefined, max: number | undefined): boolean =>
  n >= (min ?? 0) && n <= (max ?? Number.POSITIVE_INFINITY);

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

/** Chinese counts characters without blanks, English counts words. */
export function lengthOf(text: string, language: 'zh' | 'en' | undefined): number {
  if ((language ?? languageOf(text)) === 'zh') return [...text.replace(/\s+/g, '')].length;
  return text.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
}

/** zh where at least a third of the letters are Chinese characters: a Chinese text names brands in Latin. */
export function languageOf(text: string): 'zh' | 'en' {
  const chinese = text.match(/[\u3400-\u9fff]/g)?.length ?? 0;
  const latin = text.match(/[A-Za-z]/g)?.length ?? 0;
  return chinese * 2 >= latin && chinese > 0 ? 'zh' : 'en';
}

function hasFormat(format: 'json' | 'markdown-table' | 'bullets', text: string): boolean {
  switch (format) {
    case 'json': {
      const [only, second] = fencedBlocks(text);
      const body = second === undefined && only !== undefined ? only.body : text;
      const read = readJson(body.trim());
      return read !== undefined && read.repairs.length === 0;
    }
    case 'markdown-table':
      return markdownTables(text).some((t) => t.rows.length > 0);
    case 'bullets': {
      const lines = text.split('\n').filter((l) => l.trim() !== '');
      return lines.filter((l) => /^\s{0,8}(?:[-*•]|\d{1,3}[.)、])\s?\S/.test(l)).length >= 2;
    }
  }
}
