import type { AnswerOf } from '../../spec/index.ts';
import { type Grader, type Judged, judged } from './grader.ts';
import { listItems, sameItem } from './item-list.ts';
import { itemsInProse } from './ranking.ts';

/** Unordered lists: every golden item once, and no other; an item said twice counts once. */
export const setGrader: Grader<'set'> = {
  expected: (answer) => answer.value.join(', '),
  read: (payload, answer) => {
    const items = listItems(payload, answer.value);
    return items === undefined || items.length === 0 ? undefined : judgeSet(items, answer);
  },
  prose: (text, answer, context) => {
    const items = itemsInProse(text, answer.value, context.question);
    return items === undefined ? { unread: 'prose holds no single list' } : judgeSet(items, answer);
  },
};

function judgeSet(items: readonly string[], answer: AnswerOf<'set'>): Judged {
  if (items.length > 4 * answer.value.length + 100)
    return judged(false, items.slice(0, 20).join(', '), `set: ${items.length} items`);
  const shown = items.slice(0, 200).join(', ');
  const missing = answer.value.filter((g) => !items.some((item) => sameItem(item, g)));
  const foreign = items.filter((item) => !answer.value.some((g) => sameItem(item, g)));
  if (missing.length > 0)
    return judged(false, shown, `set: ${missing.length} missing, first ${missing[0] ?? ''}`);
  if (foreign.length > 0)
    return judged(false, shown, `set: ${foreign.length} not asked for, first ${foreign[0] ?? ''}`);
  const repairs = items.length > new Set(answer.value).size ? ['repeated-item'] : [];
  return judged(true, shown, 'all items agree', repairs);
}
