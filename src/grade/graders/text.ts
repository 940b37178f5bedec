import { plainText } from '../extraction/plain-text.ts';
import { scalarText } from './answer-value.ts';
import { type Grader, type Judged, judged } from './grader.ts';
import { sameText, withoutRemark } from './normal-text.ts';

/** Names and terms: equal to the golden text or an accepted form, as a whole; never "contains". */
export const textGrader: Grader<'text'> = {
  expected: (answer) => answer.value,
  read: (payload, answer) => {
    const text = scalarText(payload);
    return text === undefined || text.trim() === ''
      ? undefined
      : judgeText(text, [answer.value, ...(answer.accept ?? [])]);
  },
  prose: (text, answer, context) => {
    const accepted = [answer.value, ...(answer.accept ?? [])];
    if (text.length <= longestWhole && sameText(text, accepted)) return judgeText(text, accepted);
    const candidate = onlyNamed(text, context.question);
    return candidate === undefined
      ? { unread: 'prose names no single candidate' }
      : judgeText(candidate, accepted);
  },
};

function judgeText(text: string, accepted: readonly string[]): Judged {
  const shown = plainText(text);
  if (sameText(text, accepted)) return judged(true, shown, 'the text agrees');
  const bare = withoutRemark(text);
  if (bare !== undefined && sameText(bare, accepted))
    return judged(true, bare, 'the text agrees', ['remark-dropped']);
  return judged(false, shown, `text: "${shown.slice(0, 80)}" against "${accepted[0] ?? ''}"`);
}

const emphasised =
  /\*\*([^*\n]{1,2000})\*\*|“([^”\n]{1,2000})”|「([^」\n]{1,2000})」|"([^"\n]{1,2000})"|`([^`\n]{1,2000})`/g;
const longestWhole = 4000;
const longestBare = 200;

/**
 * The one thing that a text without declared structure names: the only emphasised or quoted part, the
 * complement of its only "is", or a short text itself.
 */
export function onlyNamed(text: string, question?: string): string | undefined {
  const trimmed = text.trim();
  const found = [...trimmed.slice(0, 20_000).matchAll(emphasised)];
  if (found.some((m) => isHedged(trimmed, m.index, m.index + m[0].length))) return undefined;
  const marked = found.map((m) => (m[1] ?? m[2] ?? m[3] ?? m[4] ?? m[5] ?? '').trim());
  const named = [...new Set(marked)];
  const own = named.filter((m) => !(question ?? '').includes(m));
  const candidates = own.length === 0 ? named : own;
  if (candidates.length > 0) return candidates.length === 1 ? candidates[0] : undefined;
  if (trimmed.length > longestBare || trimmed.includes('\n')) return undefined;
  return complement(trimmed) ?? (isSentence(trimmed) ? undefined : trimmed);
}

/** not "A", "A" or B: the emphasised part alone is not what is said. */
const isHedged = (text: string, start: number, end: number): boolean =>
  /(?:\bnot|\bneither|\bor|不是|并非|或者?)\s{0,3}$/i.test(
    text.slice(Math.max(0, start - 12), start),
  ) || /^\s{0,3}(?:or\b|nor\b|或)/i.test(text.slice(end, end + 8));

const copula = /(?: (?:is|was|are|were)(?: the)? |是|为|：|: )/g;

function complement(text: string): string | undefined {
  const found = [...text.matchAll(copula)];
  const [only] = found;
  if (found.length !== 1 || only === undefined) return undefined;
  return text.slice(only.index + only[0].length);
}

const isSentence = (text: string): boolean =>
  /[。！？]|[.!?]\s+\S/.test(text.slice(0, -1)) || text.split(/\s+/).length > 12;
