import type { LocalPlan } from '../../sizing/index.ts';
import { cell, type TableCell } from '../document/document.ts';
import { money, number3 } from '../format.ts';

type SizedFigure = LocalPlan['ttftMs'];

/** A figure with its interval, written by `text`. */
export function sizedCell(figure: SizedFigure, text: (n: number) => string): TableCell {
  const { center, lo, hi } = figure.estimate;
  return cell(
    text(center),
    lo === undefined || hi === undefined ? undefined : `[${text(lo)}, ${text(hi)}]`,
  );
}

/** A range of money in one line. */
export function moneyText(
  range: { readonly minCny: number; readonly maxCny?: number | undefined },
  lang: 'en' | 'zh',
): string {
  const low = money(range.minCny, lang);
  if (range.maxCny === undefined) return `≥ ${low}`;
  return range.maxCny === range.minCny ? low : `${low} – ${money(range.maxCny, lang)}`;
}

/** Tokens in whole numbers. */
export const tokensText = (n: number): string => n.toLocaleString('en-US');

/** A parameter's value in its own unit. */
export const parameterText = (n: number): string => number3(n);
