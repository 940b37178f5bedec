import type { PlanSize } from '../../analysis/index.ts';
import { absentCell, type Block, cell, type ReportDocument } from '../document/document.ts';
import { number3, percent } from '../format.ts';
import { planSizeWords } from './words.ts';

/** The plan's size as a document: the sentence, how the number came about, what less would find. */
export function planSizeDocument(plan: PlanSize, lang: 'en' | 'zh'): ReportDocument {
  const words = planSizeWords[lang];
  const whole = (n: number): string => n.toLocaleString('en-US');
  const sentence = words[plan.aim]({
    size: inPoints(plan.size),
    power: percent(plan.power),
    items: whole(plan.items),
    flips: percent(plan.flipRate),
  });
  const steps: [string, string][] = [
    [words.independent, whole(plan.independentItems)],
    ...(plan.epochs === 1
      ? []
      : [[words.epochFactor(plan.epochs), number3(plan.epochFactor)] satisfies [string, string]]),
    ...(plan.clusters === undefined
      ? []
      : [
          [
            words.designEffect(plan.clusters, number3(plan.icc ?? 0)),
            number3(plan.designEffect),
          ] satisfies [string, string],
        ]),
    [words.items, whole(plan.items)],
    [words.runsPerEndpoint, whole(plan.runsPerEndpoint)],
    ...(plan.unpairedPerArm === undefined
      ? []
      : [[words.unpaired, whole(plan.unpairedPerArm)] satisfies [string, string]]),
  ];
  return {
    lang,
    title: words.title,
    blocks: [
      { kind: 'callout', tone: 'note', text: [sentence] },
      {
        kind: 'paragraph',
        text: [words.runs(whole(plan.runsPerEndpoint), whole(plan.runs), plan.epochs)],
      },
      ...plan.warnings.map(
        (code): Block => ({ kind: 'callout', tone: 'doubt', text: [words.warnings[code] ?? code] }),
      ),
      {
        kind: 'table',
        caption: words.caption,
        columns: [
          { head: words.part, align: 'left' },
          { head: words.value, align: 'right' },
        ],
        rows: steps.map(([name, value]) => [cell(name), cell(value)]),
        notes: [],
      },
      {
        kind: 'table',
        caption: words.resolvable(percent(plan.power)),
        columns: [
          { head: words.budget, align: 'right' },
          { head: words.findable, unit: words.points, align: 'right' },
        ],
        rows: plan.resolvable.map(({ items, drop }) => [
          cell(whole(items)),
          typeof drop === 'number' ? cell(inPoints(drop)) : absentCell(drop.absent),
        ]),
        notes: [],
      },
      { kind: 'paragraph', text: [words.method] },
    ],
  };
}

const inPoints = (share: number): string => number3(share * 100);
