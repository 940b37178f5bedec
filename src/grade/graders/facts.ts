import type { AnswerOf } from '../../spec/index.ts';
import { normaliseWidth } from '../numbers/normalise.ts';
import type { Grader, Judged } from './grader.ts';

/**
 * Summaries: every required fact in one of its wordings, no forbidden one. Score is the share of the
 * required facts found; correct only with all of them and nothing forbidden.
 */
export const factsGrader: Grader<'facts'> = {
  expected: (answer) =>
    answer.required.map((f) => (typeof f === 'string' ? f : f.join('|'))).join('; '),
  read: () => undefined,
  prose: (text, answer) => judgeFacts(text, answer),
};

function judgeFacts(text: string, answer: AnswerOf<'facts'>): Judged {
  const body = comparable(text);
  const said = (wording: string): boolean => contains(body, comparable(wording));
  const missing = answer.required.filter((fact) =>
    typeof fact === 'string' ? !said(fact) : !fact.some(said),
  );
  const invented = (answer.forbidden ?? []).filter(said);
  const found = answer.required.length - missing.length;
  const first = missing[0];
  const why =
    invented[0] !== undefined
      ? `facts: forbidden "${invented[0]}" is said`
      : first === undefined
        ? 'all facts are said'
        : `facts: ${found} of ${answer.required.length}; first missing "${typeof first === 'string' ? first : (first[0] ?? '')}"`;
  return {
    correct: missing.length === 0 && invented.length === 0,
    shown: text.slice(0, 400),
    why,
    score: invented.length > 0 ? 0 : found / answer.required.length,
  };
}

const comparable = (text: string): string =>
  normaliseWidth(text.normalize('NFC'))
    .toLowerCase()
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/[*_`]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<=[\u3400-\u9fff]) (?=\S)|(?<=\S) (?=[\u3400-\u9fff])/g, '');

/** Contained as whole figures and whole Latin words: 12 is not said by 312, nor by 12.5. */
function contains(body: string, wording: string): boolean {
  if (wording === '') return true;
  for (let at = body.indexOf(wording); at >= 0; at = body.indexOf(wording, at + 1)) {
    const before = body.slice(Math.max(0, at - 2), at);
    const after = body.slice(at + wording.length, at + wording.length + 2);
    const cutsFigure =
      (/^[\d.]/.test(wording) && /\d$|\d\.$/.test(before)) ||
      (/\d$/.test(wording) && /^(?:\d|\.\d)/.test(after));
    const cutsWord =
      (/^[a-z]/.test(wording) && /[a-z]$/.test(before)) ||
      (/[a-z]$/.test(wording) && /^[a-z]/.test(after));
    const negated = /^\d/.test(wording) && /(?:^|[^\d\w])-$/.test(before);
    if (!cutsFigure && !cutsWord && !negated) return true;
  }
  return false;
}
