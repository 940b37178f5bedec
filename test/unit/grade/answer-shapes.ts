import type { Answer } from '../../../src/spec/index.ts';

/** A golden answer of a public data set as a graded item. */
export interface GoldItem {
  readonly id: string;
  readonly question: string;
  readonly answer: Answer;
  /** Cell below and right of the golden cell, where the answer is one cell of the table. */
  readonly below?: string;
  readonly beside?: string;
}

/** What an answer says: the value as text, as JSON, and as the items of a list. */
export interface Said {
  readonly text: string;
  readonly json: unknown;
  readonly items: readonly string[];
}

export interface Shape {
  readonly name: string;
  readonly declared: boolean;
  /** Numbers (or names) that are not the answer stand around it. */
  readonly distracting: boolean;
  readonly write: (said: Said, question: string) => string;
}

const noise = 'I looked at 17 rows and 23 columns, of which 4 are blank (71.5% of the sheet).';
const json = (said: Said): string => JSON.stringify({ answer: said.json });
const list = (said: Said): string =>
  said.items.length > 1 ? said.items.map((i, n) => `${n + 1}. ${i}`).join('\n') : said.text;

/** Twenty ways to give the same answer; ten of them with distracting numbers around. */
export const shapes: readonly Shape[] = [
  shape('json block', true, false, (s) => `\`\`\`json\n${json(s)}\n\`\`\``),
  shape('untagged block', true, true, (s) => `${noise}\n\`\`\`\n${json(s)}\n\`\`\``),
  shape('bare object', true, true, (s) => `${noise}\n${json(s)}`),
  shape('bare object first', true, true, (s) => `${json(s)}\n${noise}`),
  shape('trailing comma', true, false, (s) => `{"answer": ${JSON.stringify(s.json)},}`),
  shape(
    'object with remark',
    true,
    true,
    (s) =>
      `\`\`\`json\n${JSON.stringify({ steps: 12, note: 'checked 3 times', answer: s.json })}\n\`\`\``,
  ),
  shape('answer as text', true, false, (s) => JSON.stringify({ answer: s.text })),
  shape('named', true, true, (s) => `${noise} @answer[${s.text}]`),
  shape('final answer', true, true, (s) => `${noise}\n\nFinal Answer: ${s.text}`),
  shape('final answer bold', true, false, (s) => `**Final Answer:** **${s.text}**`),
  shape('final answer below', true, false, (s) => `Final answer:\n${list(s)}`),
  shape('答案', true, true, (s) => `共检查了 17 行 23 列，其中 4 行为空。\n答案：${s.text}`),
  shape('最终答案', true, false, (s) => `最终答案：**${s.text}**。`),
  shape('boxed', true, true, (s) => `${noise} Therefore \\boxed{${s.text}}`),
  shape(
    'after reasoning',
    true,
    true,
    (s) => `<think>Maybe 41? Or {"answer": 99}? No.</think>\n${json(s)}`,
  ),
  shape('answer is', true, false, (s) => `The answer is ${s.text}.`),
  shape('bare', false, false, (s) => s.text),
  shape('bare bold', false, false, (s) => `**${s.text}**`),
  shape('quoted in a sentence', false, false, (s) =>
    s.items.length > 1 ? `Here they are:\n${list(s)}` : `This comes to “${s.text}”.`,
  ),
  shape('after the question', false, true, (s, question) =>
    s.items.length > 1 ? `${question}\n${list(s)}` : `${question}\nThis comes to **${s.text}**.`,
  ),
];

function shape(
  name: string,
  declared: boolean,
  distracting: boolean,
  write: Shape['write'],
): Shape {
  return { name, declared, distracting, write };
}

const grouped = (n: number): string => {
  const [whole = '', fraction] = String(Math.abs(n)).split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${n < 0 ? '-' : ''}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
};

const told = (value: number, suffix: string): Said => {
  const text = `${grouped(value)}${suffix}`;
  return { text, json: value, items: [text] };
};
const named = (value: string): Said => ({ text: value, json: value, items: [value] });
const listed = (items: readonly string[]): Said => ({
  text: items.join(items.some((i) => i.includes(',')) ? '; ' : ', '),
  json: items,
  items,
});

/** The golden answer as an endpoint would say it. */
export function sayGold(answer: Answer): Said {
  switch (answer.kind) {
    case 'number':
      return told(answer.value, answer.unit === undefined ? '' : ` ${answer.unit}`);
    case 'percent':
      return told(answer.value, '%');
    case 'text':
      return named(answer.value);
    case 'set':
    case 'ranking':
      return listed(answer.value);
    default:
      throw new RangeError(`no shape for ${answer.kind}`);
  }
}

/** A wrong neighbour of the golden answer; undefined where it does not apply or says the same. */
export type Neighbour = (item: GoldItem) => Said | undefined;

const figure = (change: (value: number, item: GoldItem) => number | undefined): Neighbour => {
  return (item) => {
    const { answer } = item;
    if (answer.kind !== 'number' && answer.kind !== 'percent') return undefined;
    const value = change(answer.value, item);
    if (value === undefined || !Number.isFinite(value) || value === answer.value) return undefined;
    const suffix =
      answer.kind === 'percent' ? '%' : answer.unit === undefined ? '' : ` ${answer.unit}`;
    return told(value, suffix);
  };
};

const decimals = (value: number): number => (String(value).split('.')[1] ?? '').length;
const plainFigure = (text: string | undefined): number | undefined => {
  const digits = text?.replace(/[$,%\s]/g, '').replace(/^\((.*)\)$/, '-$1');
  return digits !== undefined && /^-?\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : undefined;
};
const cell =
  (which: 'below' | 'beside'): Neighbour =>
  (item) => {
    const other = item[which]?.trim();
    if (other === undefined || other === '') return undefined;
    if (item.answer.kind === 'text')
      return other.toLowerCase() === item.answer.value.trim().toLowerCase()
        ? undefined
        : named(other);
    return figure(() => plainFigure(other))(item);
  };

/** Which mistake applies to which kind of answer: the rows of the table that is printed. */
export const neighbours: Readonly<Record<string, Neighbour>> = {
  sign: figure((v) => (v === 0 ? undefined : -v)),
  scale: figure((v) => (v === 0 ? undefined : Number((v * 1000).toPrecision(12)))),
  'last digit': figure((v) => Number((v + 10 ** -decimals(v)).toFixed(decimals(v)))),
  'dropped digit': figure((v) =>
    Math.abs(v) < 100 ? undefined : Number(String(v).replace(/^(-?\d)\d/, '$1')),
  ),
  unit: (item) => {
    if (item.answer.kind === 'percent') {
      const text = `${grouped(item.answer.value)} percentage points`;
      return { text, json: text, items: [text] };
    }
    if (item.answer.kind !== 'number' || item.answer.value === 0) return undefined;
    const text = `${grouped(item.answer.value)}${item.answer.unit === 'billion' ? ' million' : item.answer.unit === undefined ? '%' : ' billion'}`;
    return { text, json: text, items: [text] };
  },
  'share for percent': figure((v, item) =>
    item.answer.kind !== 'percent' || v === 0 ? undefined : Number((v / 100).toPrecision(12)),
  ),
  'off by one row': cell('below'),
  'stale period': cell('beside'),
  'swapped entity': (item) =>
    item.answer.kind === 'text' ? named(`not ${item.answer.value}`) : undefined,
  'either of two': (item) =>
    item.answer.kind === 'text' ? named(`${item.answer.value} or Globalcard`) : undefined,
  'partial list': (item) =>
    item.answer.kind === 'set' || item.answer.kind === 'ranking'
      ? listed(item.answer.value.slice(0, -1))
      : undefined,
  'foreign item': (item) =>
    item.answer.kind === 'set' ? listed([...item.answer.value, 'Globalcard']) : undefined,
  order: (item) =>
    item.answer.kind === 'ranking' ? listed(item.answer.value.toReversed()) : undefined,
};
