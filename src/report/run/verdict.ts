import type { Bakeoff, BakeoffPair, BakeoffRow, Summary } from '../../analysis/index.ts';
import type { Block } from '../document/document.ts';
import { money, percent, points } from '../format.ts';
import type { Words } from '../words/index.ts';
import type { RunReportInput } from './input.ts';

/** The first screen: one sentence a pair of neighbours in the ranking, validity, money. */
export function verdictBlocks(input: RunReportInput, words: Words): Block[] {
  const { bakeoff, summary } = input;
  const sentences = bakeoff === undefined ? [] : pairSentences(bakeoff, words);
  const blocks: Block[] = sentences.map((s) => ({
    kind: 'callout',
    tone: s.proven ? 'good' : 'doubt',
    text: [s.text],
  }));
  if (bakeoff !== undefined && sentences.length === 0) {
    blocks.push(...singleSentences(bakeoff, words));
  }
  blocks.push(validityLine(summary, words));
  const cheapest = bakeoff === undefined ? undefined : cheapestSentence(bakeoff, input.lang, words);
  if (cheapest !== undefined) {
    blocks.push({ kind: 'callout', tone: 'note', text: [cheapest] });
  }
  return blocks;
}

/** The one-line verdict for the end of a terminal run. */
export const verdictSentence = (bakeoff: Bakeoff, words: Words): string =>
  pairSentences(bakeoff, words)
    .map((s) => s.text)
    .join(' ') || words.verdict.nothing;

interface PairSentence {
  readonly text: string;
  readonly proven: boolean;
}

/** Neighbours in the ranking, best first: enough to read the order off, and what of it is proven. */
function pairSentences(bakeoff: Bakeoff, words: Words): PairSentence[] {
  const order = bakeoff.ranking.map((r) => r.endpoint);
  return order.slice(1).flatMap((endpoint, i) => {
    const above = order[i];
    const pair = bakeoff.pairs.find(
      (p) =>
        (p.baseline === endpoint && p.candidate === above) ||
        (p.baseline === above && p.candidate === endpoint),
    );
    return pair === undefined ? [] : [pairSentence(pair, bakeoff, words)];
  });
}

function pairSentence(pair: BakeoffPair, bakeoff: Bakeoff, words: Words): PairSentence {
  const up = pair.delta.value >= 0;
  const [better, other] = up ? [pair.candidate, pair.baseline] : [pair.baseline, pair.candidate];
  const right = pair.items === 0 ? 0 : pair.bothRight / pair.items;
  const [more, less] = up ? [pair.gained, pair.lost] : [pair.lost, pair.gained];
  const [lo, hi] = pair.delta.ci95 ?? [undefined, undefined];
  const sides = up ? [lo, hi] : [negated(hi), negated(lo)];
  const parts = {
    better,
    other,
    betterAccuracy: percent(right + more / pair.items),
    otherAccuracy: percent(right + less / pair.items),
    difference: points(Math.abs(pair.delta.value)).replace('+', ''),
    lo: sides[0] === undefined ? '–' : points(sides[0]).replace('+', ''),
    hi: sides[1] === undefined ? '–' : points(sides[1]).replace('+', ''),
    items: String(pair.items),
  };
  switch (pair.verdict) {
    case 'better':
    case 'worse':
      return { text: words.verdict.better(parts), proven: true };
    case 'equivalent':
      return {
        text: words.verdict.equivalent({ ...parts, margin: (bakeoff.margin * 100).toFixed(1) }),
        proven: true,
      };
    case 'undecided': {
      const need = pair.needItems?.toLocaleString('en-US');
      return { text: words.verdict.undecided({ ...parts, need }), proven: false };
    }
  }
}

const negated = (n: number | undefined): number | undefined => (n === undefined ? undefined : -n);

function singleSentences(bakeoff: Bakeoff, words: Words): Block[] {
  const rows = bakeoff.ranking.flatMap((r): Block[] => {
    if ('absent' in r.accuracy) return [];
    const { value, ci95, n } = r.accuracy;
    const interval = ci95 === undefined ? '–' : `${percent(ci95[0])} – ${percent(ci95[1])}`;
    const text = words.verdict.one(r.endpoint, percent(value), interval, n);
    return [{ kind: 'callout', tone: 'note', text: [text] }];
  });
  return rows.length === 0
    ? [{ kind: 'callout', tone: 'doubt', text: [words.verdict.nothing] }]
    : rows;
}

function validityLine(summary: Summary, words: Words): Block {
  const bad = summary.cells.filter((c) => c.validity.verdict !== 'valid');
  const findings = [...new Set(summary.cells.flatMap((c) => c.validity.findings))];
  const found =
    findings.length === 0
      ? ''
      : ` ${words.verdict.findings(findings.map(words.finding).join(', '))}`;
  if (bad.length === 0) {
    return { kind: 'callout', tone: 'good', text: [`${words.verdict.valid}${found}`] };
  }
  const verdicts = [...new Set(bad.map((c) => words.validity[c.validity.verdict]))].join(', ');
  const text = words.verdict.notValid(bad.length, summary.cells.length, verdicts);
  return { kind: 'callout', tone: 'bad', text: [`${text}${found}`] };
}

function cheapestSentence(bakeoff: Bakeoff, lang: 'en' | 'zh', words: Words): string | undefined {
  const priced = bakeoff.ranking.filter(
    (r): r is BakeoffRow & { cnyPerCorrectTask: number } => typeof r.cnyPerCorrectTask === 'number',
  );
  const [first, ...rest] = priced;
  if (first === undefined || rest.length === 0) return undefined;
  const least = rest.reduce((a, b) => (b.cnyPerCorrectTask < a.cnyPerCorrectTask ? b : a), first);
  return words.verdict.cheapest(least.endpoint, money(least.cnyPerCorrectTask, lang));
}
