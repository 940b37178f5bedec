import type { Check, CheckReason, CheckTerm } from '../../analysis/index.ts';
import { keyBlocks, notComparedBlocks, shortened } from '../comparison/blocks.ts';
import { comparisonWords } from '../comparison/words.ts';
import {
  absentCell,
  type Block,
  cell,
  type ReportDocument,
  type TableCell,
  type Tone,
} from '../document/document.ts';
import { duration, number3, percent, points } from '../format.ts';
import { type CheckWords, checkWords } from './words.ts';

type Lang = 'en' | 'zh';

/** A gate's outcome: the word, every term with its reason, what differs, what was left out. */
export function checkDocument(check: Check, lang: Lang): ReportDocument {
  const words = checkWords[lang];
  const shared = comparisonWords[lang];
  const warnings = [...new Set(check.terms.flatMap((t) => t.warnings))];
  return {
    lang,
    title: words.title[check.kind](check.runId, check.against),
    blocks: [
      { kind: 'callout', tone: tones[check.result], text: [overallText(check, words)] },
      ...notComparedBlocks(
        check.notCompared.map((c) => ({ ...c, endpoint: `${shared[c.side]} ${c.endpoint}` })),
        shared,
      ),
      ...termTable(check, words, lang),
      ...warnings.map(
        (code): Block => ({
          kind: 'callout',
          tone: 'doubt',
          text: [words.warnings[code] ?? shared.warnings[code] ?? code],
        }),
      ),
      ...keyBlocks(check.keys, shared),
      ...(check.unmatched.length === 0
        ? []
        : [
            {
              kind: 'paragraph',
              text: [
                words.unmatched(
                  check.unmatched
                    .map((u) => `${shared[u.side]} ${u.endpoint} ${u.place}`)
                    .join('; '),
                ),
              ],
            } satisfies Block,
          ]),
      { kind: 'list', items: [[words.method], [words.multiplicity[check.kind]]] },
    ],
  };
}

const tones = {
  PASS: 'good',
  FAIL: 'bad',
  'NOT PROVEN': 'doubt',
} as const satisfies Readonly<Record<Check['result'], Tone>>;

/** The gate's outcome in one sentence. */
export function overallText(check: Check, words: CheckWords): string {
  if (check.refused.length > 0) {
    const why = check.refused.map((r) => reasonText(r, words)).join('; ');
    return `${words.results[check.result]}. ${words.refused}: ${why}.`;
  }
  if (check.terms.length === 0) return `${words.results[check.result]}. ${words.nothing}`;
  const count = (result: Check['result']): number =>
    check.terms.filter((t) => t.kind === 'pass' && t.result === result).length;
  return words.overall[check.result]({
    pass: count('PASS'),
    fail: count('FAIL'),
    open: count('NOT PROVEN'),
  });
}

export const reasonText = ({ code, values }: CheckReason, words: CheckWords): string =>
  words.reasons[code]?.(values ?? {}) ?? code;

/** A term in one line: its name, the rule, why, and what is still needed. */
export function termText(term: CheckTerm, lang: Lang): string {
  const words = checkWords[lang];
  const parts = [reasonText(term.reason, words), needText(term, words)];
  const why = parts.filter((p) => p !== undefined).join('; ');
  const value = term.value === undefined ? '' : `${valueText(term, term.value)}, `;
  return `${termName(term, lang)}: ${value}${ruleText(term, words)}: ${why}`;
}

/** "box-a-fp8 TTFT p95 excel-sales closed concurrency=16". */
export function termName(term: CheckTerm, lang: Lang): string {
  const metric = comparisonWords[lang].metrics[term.metric] ?? term.metric;
  return [term.endpoint, metric, term.statistic, term.scenario, term.load]
    .filter((part) => part !== undefined)
    .join(' ');
}

function termTable({ terms, kind }: Check, words: CheckWords, lang: Lang): Block[] {
  if (terms.length === 0) return [];
  const { columns: c } = words;
  const withBaseline = kind === 'baseline';
  return [
    {
      kind: 'table',
      caption: words.caption,
      columns: [
        { head: c.result, align: 'left' },
        { head: c.term, align: 'left' },
        { head: c.value, align: 'right' },
        ...(withBaseline ? [{ head: c.baseline, align: 'right' } as const] : []),
        { head: c.change, align: 'right' },
        { head: c.rule, align: 'left' },
        { head: c.why, align: 'left' },
      ],
      rows: terms.map((t): TableCell[] => [
        { kind: 'value', text: words.results[t.result], strong: t.result !== 'PASS' },
        cell(nameInTable(t, lang), placeText(t)),
        t.value === undefined
          ? absentCell(reasonText(t.reason, words))
          : cell(valueText(t, t.value), nText(t, words)),
        ...(withBaseline
          ? [
              t.baseline === undefined
                ? absentCell(reasonText(t.reason, words))
                : cell(valueText(t, t.baseline)),
            ]
          : []),
        cell(limitsText(t)),
        cell(shortened(ruleText(t, words), 28)),
        cell(shortened(reasonText(t.reason, words), 60), needText(t, words)),
      ]),
      notes: [],
    },
  ];
}

function nameInTable(t: CheckTerm, lang: Lang): string {
  const metric = comparisonWords[lang].metrics[t.metric] ?? t.metric;
  const named = t.statistic === undefined ? metric : `${metric} ${t.statistic}`;
  return t.kind === 'scored' ? `${named} (${checkWords[lang].scored})` : named;
}

const placeText = (t: CheckTerm): string | undefined =>
  [t.endpoint, t.scenario, t.load].filter((p) => p !== undefined).join(' ') || undefined;

const nText = (t: CheckTerm, words: CheckWords): string | undefined =>
  t.n === undefined || t.unit === undefined
    ? undefined
    : `n = ${t.n.toLocaleString('en-US')} ${words.units[t.unit]}`;

const isShare = (metric: string): boolean => metric === 'accuracy' || metric.endsWith('Share');

function valueText({ metric }: CheckTerm, value: number | string): string {
  if (typeof value === 'string') return shortened(value, 28);
  if (isShare(metric)) return percent(value);
  if (metric.endsWith('Tokens')) return Math.round(value).toLocaleString('en-US');
  return metric.endsWith('Ms') ? duration(value) : number3(value);
}

function limitsText(t: CheckTerm): string {
  if (t.limits === undefined) return '–';
  const [lo, hi] = t.limits;
  switch (t.of) {
    case 'difference':
      return `[${points(lo)}, ${points(hi)}]`;
    case 'ratio':
      return `× [${number3(lo)}, ${number3(hi)}]`;
    default:
      return `[${valueText(t, lo)}, ${valueText(t, hi)}]`;
  }
}

function ruleText(t: CheckTerm, words: CheckWords): string {
  const { rule } = t;
  if (rule === undefined) return '–';
  const change = (value: number): string =>
    isShare(t.metric) ? `${number3(value * 100)} pt` : `${number3(value * 100)}%`;
  switch (rule.kind) {
    case 'margin':
      return words.rules.margin(change(rule.value));
    case 'relative':
      return words.rules.relative(change(rule.value));
    case 'at-most':
      return words.rules.atMost(valueText(t, rule.value));
    case 'at-least':
      return words.rules.atLeast(valueText(t, rule.value));
    case 'attest':
      return words.rules.attest(rule.value);
  }
}

function needText({ need }: CheckTerm, words: CheckWords): string | undefined {
  if (need === undefined) return undefined;
  const text = (n: number): string => n.toLocaleString('en-US');
  return words.need(text(need.still), text(need.total), words.units[need.unit]);
}
