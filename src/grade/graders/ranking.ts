import type { AnswerOf } from '../../spec/index.ts';
import { type Grader, type Judged, judged } from './grader.ts';
import { listItems, onlyList, sameItem, splitItems } from './item-list.ts';
import { onlyNamed } from './text.ts';

/** Ordered lists: the same items in the same places; with `top`, only the first so many count. */
export const rankingGrader: Grader<'ranking'> = {
  expected: (answer) => wanted(answer).join(' > '),
  read: (payload, answer) => {
    const items = listItems(payload, answer.value);
    return items === undefined || items.length === 0 ? undefined : judgeRanking(items, answer);
  },
  prose: (text, answer, context) => {
    const items = itemsInProse(text, answer.value, context.question);
    return items === undefined
      ? { unread: 'prose holds no single list' }
      : judgeRanking(items, answer);
  },
};

const longestBare = 4000;

/** The only list of a text, or of its only "is". */
export function itemsInProse(
  text: string,
  golden: readonly string[],
  question: string | undefined,
): readonly string[] | undefined {
  const list = onlyList(text);
  if (list !== undefined) return list;
  if (text.includes('\n')) return undefined;
  const named = onlyNamed(text, question);
  const isSentence = /[。！？]|[.!?]\s+\S/.test(text) || text.length > longestBare;
  const said = named ?? (isSentence ? undefined : text);
  return said === undefined ? undefined : splitItems(said, golden);
}

const wanted = (answer: AnswerOf<'ranking'>): readonly string[] =>
  answer.value.slice(0, answer.top ?? answer.value.length);

function judgeRanking(items: readonly string[], answer: AnswerOf<'ranking'>): Judged {
  const golden = wanted(answer);
  const answered = answer.top === undefined ? items : items.slice(0, answer.top);
  const shown = answered.join(' > ');
  if (answered.length !== golden.length)
    return judged(false, shown, `ranking: ${answered.length} places, ${golden.length} asked`);
  const off = golden.findIndex((g, i) => !sameItem(answered[i] ?? '', g));
  return off < 0
    ? judged(true, shown, 'all places agree')
    : judged(
        false,
        shown,
        `ranking: place ${off + 1} is ${answered[off] ?? ''}, not ${golden[off] ?? ''}`,
      );
}
