import type { AbAccuracy, AbResult } from '../../analysis/index.ts';
import { keyBlocks, notComparedBlocks, pText } from '../comparison/blocks.ts';
import { comparisonWords } from '../comparison/words.ts';
import type { Block, ReportDocument, Tone } from '../document/document.ts';
import { number3, percent, points } from '../format.ts';
import { flipTable, performanceTable, sharesTable, slicesTable } from './tables.ts';
import { type AbWords, abWords } from './words.ts';

/** The comparison of two endpoints: the sentence, what is sure of it, and where it comes from. */
export function abDocument(ab: AbResult, lang: 'en' | 'zh'): ReportDocument {
  const words = abWords[lang];
  const shared = comparisonWords[lang];
  const section = (text: string, blocks: readonly Block[]): Block[] =>
    blocks.length === 0 ? [] : [{ kind: 'heading', level: 2, text }, ...blocks];
  const descriptive = ab.performance.some(
    (p) => 'basis' in p.result && p.result.basis === 'descriptive',
  );
  return {
    lang,
    title: words.title(ab.candidate, ab.baseline),
    blocks: [
      ...notComparedBlocks(ab.notCompared, shared),
      ...verdictBlocks(ab, words, lang),
      ...keyBlocks(ab.keys, shared),
      ...section(words.headings.shares, sharesTable(ab, words, shared)),
      ...section(words.headings.slices, slicesTable(ab.slices, words, shared)),
      ...section(words.headings.performance, [
        ...(descriptive
          ? [{ kind: 'callout', tone: 'doubt', text: [words.descriptive] } satisfies Block]
          : []),
        ...performanceTable(ab.performance, words, shared),
      ]),
      ...section(words.headings.lost, flipTable(ab, 'lost', words)),
      ...section(words.headings.gained, flipTable(ab, 'gained', words)),
      ...section(words.headings.method, [{ kind: 'list', items: words.method.map((m) => [m]) }]),
    ],
  };
}

const tones = {
  better: 'good',
  equivalent: 'good',
  'non-inferior': 'good',
  worse: 'bad',
  undecided: 'doubt',
} as const satisfies Readonly<Record<AbAccuracy['verdict'], Tone>>;

function verdictBlocks(ab: AbResult, words: AbWords, lang: 'en' | 'zh'): Block[] {
  const { accuracy } = ab;
  if ('absent' in accuracy) {
    return [{ kind: 'callout', tone: 'doubt', text: [words.nothing(accuracy.absent)] }];
  }
  const shared = comparisonWords[lang];
  const ci = accuracy.delta.ci95;
  const sentence = words.sentence[accuracy.verdict]({
    candidate: ab.candidate,
    baseline: ab.baseline,
    a: percent(accuracy.baseline),
    b: percent(accuracy.candidate),
    difference: points(accuracy.delta.value),
    interval: ci === undefined ? '–' : `[${points(ci[0])}, ${points(ci[1])}]`,
    items: accuracy.items.toLocaleString('en-US'),
    margin: size(ab.margin),
  });
  const line = words.statistician({
    lost: number3(accuracy.lost),
    gained: number3(accuracy.gained),
    test: words.tests[accuracy.test],
    p: pText(accuracy.p),
    method: accuracy.delta.method,
    clusters: String(accuracy.clusters),
    runs: String(accuracy.runsPerItem),
  });
  return [
    { kind: 'callout', tone: tones[accuracy.verdict], text: [sentence] },
    { kind: 'paragraph', text: [marginText(accuracy, words)] },
    ...(ab.sequential === undefined
      ? []
      : [
          {
            kind: 'paragraph',
            text: [
              words.sequential({
                verdict: shared.verdicts[ab.sequential.verdict],
                e: 'e' in ab.sequential.difference ? number3(ab.sequential.difference.e) : '–',
                eMargin: number3(ab.sequential.nonInferiority.e),
              }),
            ],
          } satisfies Block,
        ]),
    { kind: 'paragraph', text: [noiseText(accuracy, words)] },
    { kind: 'paragraph', text: [resolvableText(accuracy, words), ' ', needsText(accuracy, words)] },
    { kind: 'paragraph', text: [{ small: line }] },
    ...accuracy.warnings.map(
      (code): Block => ({ kind: 'callout', tone: 'doubt', text: [shared.warnings[code] ?? code] }),
    ),
  ];
}

/** Points without a sign, as margins and drops are spoken of. */
const size = (share: number): string => number3(Math.abs(share) * 100);

function marginText({ nonInferiority, verdict }: AbAccuracy, words: AbWords): string {
  const { margin, holds, lowerLimit, upperLimit } = nonInferiority;
  if (holds && verdict === 'worse') return words.withinMargin(size(margin));
  if (holds) return words.marginShown(size(margin), points(lowerLimit));
  if (upperLimit < -margin) return words.marginRefuted(size(margin), size(upperLimit));
  return words.marginOpen(size(margin), size(lowerLimit));
}

function noiseText({ noise, flipRate }: AbAccuracy, words: AbWords): string {
  return 'absent' in noise
    ? words.noNoise(percent(flipRate), noise.absent)
    : words.noise(percent(flipRate), percent(noise.flipRate), points(noise.excess));
}

const resolvableText = ({ resolvableDrop }: AbAccuracy, words: AbWords): string =>
  typeof resolvableDrop === 'number'
    ? words.resolvable(size(resolvableDrop))
    : words.resolvesNothing(resolvableDrop.absent);

function needsText({ itemsForDifference, itemsForMargin }: AbAccuracy, words: AbWords): string {
  const text = (need: number | { absent: string }): string =>
    typeof need === 'number' ? need.toLocaleString('en-US') : words.noNeed;
  return words.needs(text(itemsForDifference), text(itemsForMargin));
}
