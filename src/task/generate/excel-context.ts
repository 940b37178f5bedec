import { type RetailFacts, sumOf } from './retail-facts.ts';
import { type RetailNames, reportMonths } from './retail-names.ts';
import {
  type AnswerShape,
  type AnswerValue,
  type Ask,
  IllPosed,
  type TaskDraft,
} from './task-draft.ts';

/** The facts added up the ways that questions ask for; money in tenths. */
export interface ExcelContext {
  readonly facts: RetailFacts;
  readonly names: RetailNames;
  readonly total: readonly number[];
  readonly byChannel: readonly (readonly number[])[];
  readonly byBrand: readonly (readonly number[])[];
  /** Year by brand and region. */
  readonly brandRegion: readonly (readonly number[])[];
  /** The text in the suite's language. */
  say(zh: string, en: string): string;
}

export function excelContext(facts: RetailFacts): ExcelContext {
  const { sales, names } = facts;
  const overMonths = (lists: readonly (readonly number[])[]): number[] =>
    reportMonths.map((_, m) => sumOf(lists.map((months) => months[m] ?? 0)));
  return {
    facts,
    names,
    total: overMonths(sales.flat(2)),
    byChannel: names.channels.map((_, c) =>
      overMonths(sales.flat().map((channels) => channels[c] ?? [])),
    ),
    byBrand: sales.map((regions) => overMonths(regions.flat())),
    brandRegion: sales.map((regions) => regions.map((channels) => sumOf(channels.flat()))),
    say: (zh, en) => (names.language === 'zh' ? zh : en),
  };
}

/** A task of a template; the id is the template and the numbers of its variant. */
export function draft(
  category: string,
  template: string,
  variant: string,
  question: string,
  params: Ask['params'],
  shape: AnswerShape,
  planted: AnswerValue,
): TaskDraft {
  const id = variant === '' ? template : `${template}-${variant}`;
  return { id, category, cluster: template, question, ask: { template, params }, shape, planted };
}

/** Index of the greatest value; a runner-up within 0.4% makes the question ill-posed. */
export function clearBest(values: readonly number[]): number {
  const order = clearOrder(values, 2);
  return order[0] ?? 0;
}

export const clearLeast = (values: readonly number[]): number => clearBest(values.map((v) => -v));

/** Indexes from the greatest down; neighbours among the first `places` must lie 0.4% apart. */
export function clearOrder(values: readonly number[], places = values.length): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  const scale = Math.max(...values.map(Math.abs));
  for (let i = 1; i < Math.min(places + 1, order.length); i++) {
    const gap = (values[order[i - 1] ?? 0] ?? 0) - (values[order[i] ?? 0] ?? 0);
    if (gap < 0.004 * scale) throw new IllPosed('a near tie');
  }
  return order;
}

/** Indexes of the values above a threshold, which no value may come near. */
export function clearlyAbove(values: readonly number[], threshold: number): number[] {
  if (values.some((v) => Math.abs(v - threshold) < 0.004 * Math.abs(threshold)))
    throw new IllPosed('a value on the threshold');
  const above = values.flatMap((v, i) => (v > threshold ? [i] : []));
  if (above.length === 0 || above.length === values.length)
    throw new IllPosed('all or none above the threshold');
  return above;
}

/** Twelve significant digits: what both parties of the check agree on, and no binary noise. */
export const settled = (value: number): number => Number(value.toPrecision(12));
