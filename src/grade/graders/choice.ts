import { scalarText } from './answer-value.ts';
import { type Grader, type Judged, judged } from './grader.ts';
import { normalText } from './normal-text.ts';

/** One of the declared options, which must be the only one that is named, and not negated. */
export const choiceGrader: Grader<'choice'> = {
  expected: (answer) => answer.value,
  read: (payload, answer) => {
    const text = scalarText(payload);
    if (text === undefined || text.length > 2000) return undefined;
    const option = exactOption(text, answer.of) ?? onlyOption(text, answer.of);
    if (option !== undefined) return judge(option, answer.value);
    return text.trim() === ''
      ? undefined
      : judged(false, text.trim().slice(0, 200), 'choice: not one of the options');
  },
  prose: (text, answer) => {
    const option = exactOption(text.slice(0, 2000), answer.of) ?? onlyOption(text, answer.of);
    return option === undefined
      ? { unread: 'prose names none or several of the options' }
      : judge(option, answer.value);
  },
};

const judge = (option: string, golden: string): Judged =>
  normalText(option) === normalText(golden)
    ? judged(true, option, 'the choice agrees')
    : judged(false, option, `choice: ${option} against ${golden}`);

const exactOption = (text: string, options: readonly string[]): string | undefined =>
  options.find((o) => normalText(o) === normalText(text));

// English negates from further away ("did not go up"), Chinese right before the word.
const negation =
  /(?:(?:不|没有?|未|非|无)\s{0,3}是?|(?:\bnot?\b|n't\b|\bnever\b|\bneither\b|\bnor\b)[^.;,!?]{0,24})$/i;

/** The only option named in a text; longer options hide the shorter ones inside them (不相关, 相关). */
function onlyOption(text: string, options: readonly string[]): string | undefined {
  let rest = normalText(text.slice(0, 50_000));
  const named: string[] = [];
  for (const option of options.toSorted((a, b) => b.length - a.length)) {
    const wanted = normalText(option);
    if (wanted === '') continue;
    const found = occurrences(rest, wanted);
    if (found.length === 0) continue;
    if (found.some((at) => negation.test(rest.slice(Math.max(0, at - 36), at)))) return undefined;
    named.push(option);
    rest = rest.replaceAll(wanted, '\u0000'.repeat(wanted.length));
  }
  return named.length === 1 ? named[0] : undefined;
}

/** Places of `wanted`, Latin words only as whole words. */
function occurrences(text: string, wanted: string): readonly number[] {
  const out: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + wanted.length] ?? ' ';
    const cutsWord =
      (/[a-z0-9]/.test(before) && /^[a-z0-9]/.test(wanted)) ||
      (/[a-z0-9]/.test(after) && /[a-z0-9]$/.test(wanted));
    if (!cutsWord) out.push(at);
  }
  return out;
}
