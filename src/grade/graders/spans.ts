import type { AnswerOf } from '../../spec/index.ts';
import { answerValue, isJsonArray, isJsonObject } from './answer-value.ts';
import type { Grader } from './grader.ts';

interface Span {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

const defaultOverlap = 0.5;
const mostSpans = 2000;

/**
 * Marked places of a text: each golden span needs a span of its own with its label that overlaps it
 * (intersection over union) by `minOverlap`. Correct: all found, none besides; score is F1.
 */
export const spansGrader: Grader<'spans'> = {
  expected: (answer) => answer.value.map((s) => `${s.label} ${s.from}-${s.to}`).join('; '),
  read: (payload, answer) => {
    const inner = answerValue(payload);
    if (inner?.kind !== 'json' || !isJsonArray(inner.value) || inner.value.length > mostSpans)
      return undefined;
    const spans = inner.value.map((item) =>
      item === null || !isJsonObject(item) ? undefined : spanOf(item),
    );
    if (!spans.every((s) => s !== undefined)) return undefined;
    return judgeSpans(spans, answer);
  },
  prose: () => ({ unread: 'no spans in prose' }),
};

function spanOf(item: { readonly [key: string]: unknown }): Span | undefined {
  const { from, to, label } = item;
  return typeof from === 'number' && typeof to === 'number' && typeof label === 'string'
    ? { from, to, label }
    : undefined;
}

function judgeSpans(spans: readonly Span[], answer: AnswerOf<'spans'>) {
  const least = answer.minOverlap ?? defaultOverlap;
  const taken = new Set<number>();
  let found = 0;
  for (const golden of answer.value) {
    let best = -1;
    let bestOverlap = 0;
    for (const [i, span] of spans.entries()) {
      const overlap = taken.has(i) || span.label !== golden.label ? 0 : overlapOf(span, golden);
      if (overlap > bestOverlap && overlap >= least) {
        best = i;
        bestOverlap = overlap;
      }
    }
    if (best < 0) continue;
    taken.add(best);
    found++;
  }
  const score = spans.length === 0 ? 0 : (2 * found) / (spans.length + answer.value.length);
  const correct = found === answer.value.length && found === spans.length;
  return {
    correct,
    shown: spans
      .slice(0, 50)
      .map((s) => `${s.label} ${s.from}-${s.to}`)
      .join('; '),
    why: `spans: ${found} of ${answer.value.length} found, ${spans.length - found} besides`,
    score,
  };
}

function overlapOf(a: Span, b: Span): number {
  const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  const union = Math.max(a.to, b.to) - Math.min(a.from, b.from);
  return shared <= 0 || union <= 0 ? 0 : shared / union;
}
