import type { LocalPlan, Recommendation, RecommendationDiff } from '../../sizing/index.ts';
import {
  absentCell,
  type Block,
  cell,
  type ReportDocument,
  type Table,
} from '../document/document.ts';
import { duration, number3, percent } from '../format.ts';
import { moneyText, sizedCell, tokensText } from './figures.ts';
import { type SizingWords, sizingWords } from './words.ts';

/** The answer of `size`: first choice, ranked plans, rules, conflicts, silences, departures. */
export function sizingDocument(
  recommendation: Recommendation,
  lang: 'en' | 'zh',
  diff?: RecommendationDiff,
): ReportDocument {
  const w = sizingWords[lang];
  const { plans, rejected } = recommendation;
  const first = plans[0];
  const local = plans.filter((p): p is LocalPlan => p.kind === 'local');
  const blocks: Block[] = [];
  if (first === undefined) blocks.push({ kind: 'callout', tone: 'bad', text: [w.none] });
  else
    blocks.push({
      kind: 'callout',
      tone: 'good',
      text: [w.best(first.id, costOf(first, lang, w))],
    });
  if (!recommendation.calibrated) {
    blocks.push({ kind: 'callout', tone: 'doubt', text: [w.uncalibrated] });
  }
  if (recommendation.warnings.some((x) => x.code === 'prices-are-the-guides')) {
    blocks.push({ kind: 'callout', tone: 'doubt', text: [w.pricesAreGuides] });
  }
  if (diff !== undefined) blocks.push(...diffBlocks(diff, lang));
  if (local.length > 0) blocks.push(plansTable(w.plans, local, lang, w));
  if (rejected.length > 0) blocks.push(plansTable(w.rejected, rejected, lang, w));
  blocks.push(...ruleBlocks(recommendation, w));
  return { lang, title: w.title, blocks };
}

const costOf = (
  plan: Recommendation['plans'][number],
  lang: 'en' | 'zh',
  w: SizingWords,
): string =>
  plan.kind === 'local' && plan.cost !== undefined
    ? w.cost(moneyText(plan.cost.horizon, lang))
    : '';

function plansTable(
  caption: string,
  plans: readonly LocalPlan[],
  lang: 'en' | 'zh',
  w: SizingWords,
): Table {
  return {
    kind: 'table',
    caption,
    columns: [
      { head: w.plan, align: 'left' },
      { head: w.replicas, align: 'right' },
      { head: w.ttft, align: 'right', better: 'lower' },
      { head: w.tpot, align: 'right', better: 'lower' },
      { head: w.e2e, align: 'right', better: 'lower' },
      { head: w.accuracy, align: 'right', better: 'higher' },
      { head: w.context, align: 'right' },
      { head: w.money, align: 'right', better: 'lower' },
      { head: w.origin, align: 'left' },
      { head: w.fails, align: 'left' },
    ],
    rows: plans.map((p) => [
      cell(p.id),
      cell(`${p.replicas} (${p.replicasWithSpare})`),
      sizedCell(p.ttftMs, duration),
      sizedCell(p.tpotMs, duration),
      sizedCell(p.e2eMs, duration),
      p.accuracy === undefined ? absentCell('not measured') : sizedCell(p.accuracy, percent),
      cell(tokensText(p.maxContext)),
      p.cost === undefined
        ? absentCell('no price in the price book')
        : cell(moneyText(p.cost.horizon, lang)),
      cell(w[p.ttftMs.origin.kind]),
      cell(
        p.requirements
          .filter((r) => r.met === 'no' || r.met === 'uncertain')
          .map((r) => (r.met === 'no' ? r.id : `${r.id}?`))
          .join(', '),
      ),
    ]),
    notes: [],
  };
}

function ruleBlocks(r: Recommendation, w: SizingWords): Block[] {
  const blocks: Block[] = [];
  if (r.departures.length > 0) {
    blocks.push({
      kind: 'table',
      caption: w.departures,
      columns: [
        { head: w.rule, align: 'left' },
        { head: w.claims, align: 'left' },
        { head: w.why, align: 'left' },
      ],
      rows: r.departures.map((d) => [
        cell(d.rule),
        cell(d.claims.join(' ')),
        cell(`${w.because[d.because]}: ${detail(d.detail)}`),
      ]),
      notes: [],
    });
  }
  const listed = (head: string, items: readonly string[]): void => {
    if (items.length === 0) return;
    blocks.push({ kind: 'heading', level: 3, text: head });
    blocks.push({ kind: 'list', items: items.map((i) => [i]) });
  };
  listed(
    w.conflicts,
    r.conflicts.map(
      (c) => `${c.aspect}: ${c.a} ↔ ${c.b} (${[...c.claims, ...c.contradictions].join(' ')})`,
    ),
  );
  listed(
    w.silences,
    r.silences.map((s) => `${s.question}: ${s.why}`),
  );
  listed(
    w.rules,
    r.rules.map((x) => `${x.id} (${x.claims.join(' ')})`),
  );
  return blocks;
}

const detail = (d: Recommendation['departures'][number]['detail']): string =>
  d.values === undefined
    ? d.code
    : `${d.code} (${Object.entries(d.values)
        .map(([k, v]) => `${k} ${typeof v === 'number' ? number3(v) : v}`)
        .join(', ')})`;

/** What a calibration changed in the recommendation. */
export function diffBlocks(diff: RecommendationDiff, lang: 'en' | 'zh'): Block[] {
  const w = sizingWords[lang];
  const sentence =
    diff.changed && diff.firstBefore !== undefined && diff.firstAfter !== undefined
      ? w.changed(diff.firstBefore, diff.firstAfter)
      : w.unchanged(diff.firstAfter ?? w.notRanked);
  const rank = (n: number | undefined): string => (n === undefined ? w.notRanked : String(n));
  const shown = diff.plans.filter((p) => isNearTop(p.rankBefore) || isNearTop(p.rankAfter));
  const rows = shown.flatMap((p) => [
    ...(p.rankBefore === p.rankAfter
      ? []
      : [[cell(p.plan), cell(w.rankMoved), cell(rank(p.rankBefore)), cell(rank(p.rankAfter))]]),
    ...p.figures.map((f) => [
      cell(p.plan),
      cell(`${f.metric}`),
      cell(figureText(f.metric, f.before), originText(f.originBefore, w)),
      cell(figureText(f.metric, f.after), originText(f.originAfter, w)),
    ]),
  ]);
  const callout: Block = { kind: 'callout', tone: 'note', text: [sentence] };
  if (rows.length === 0) return [callout];
  return [
    callout,
    {
      kind: 'table',
      caption: w.diff,
      columns: [
        { head: w.plan, align: 'left' },
        { head: w.figure, align: 'left' },
        { head: w.before, align: 'right' },
        { head: w.after, align: 'right' },
      ],
      rows,
      notes: [],
    },
  ];
}

/** The plans a buyer looks at; the others stand in sizing.json. */
const isNearTop = (rank: number | undefined): boolean => rank !== undefined && rank <= 3;

const figureText = (metric: string, value: number): string =>
  metric.endsWith('Ms') ? duration(value) : metric === 'accuracy' ? percent(value) : number3(value);

const originText = (origin: string, w: SizingWords): string =>
  origin === 'measured' ? w.measured : origin === 'guide' ? w.guide : w.assumed;
