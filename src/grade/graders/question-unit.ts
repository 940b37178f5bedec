import { normaliseWidth, simplifyNumerals } from '../numbers/normalise.ts';
import { readScaledUnit, type ScaledUnit, type Unit, unitAt } from '../units.ts';

/**
 * The unit of `family` in which a question asks its answer, if it names exactly one: "多少万元" gives
 * scale 10,000 of 元. Figures of the question ("超过 5 万元的订单有多少") do not fix the answer's unit.
 */
export function unitAskedFor(question: string | undefined, golden: Unit): ScaledUnit | undefined {
  if (question === undefined) return undefined;
  const found = new Map<string, ScaledUnit>();
  const text = simplifyNumerals(normaliseWidth(question));
  for (let i = 0; i < text.length; i++) {
    const scaledUnit = unitFrom(text, i);
    if (scaledUnit === undefined || scaledUnit.unit?.family !== golden.family) continue;
    found.set(`${scaledUnit.scale} ${scaledUnit.unit.name}`, scaledUnit);
    i = scaledUnit.end - 1;
  }
  const [only, second] = found.values();
  return second === undefined ? only : undefined;
}

const scales =
  /(?:十万|百万|千万|十亿|万亿|十|百|千|万|亿|(?:thousands?|millions?|billions?|trillions?)(?: of)?(?= ))/iy;

function unitFrom(text: string, at: number): (ScaledUnit & { end: number }) | undefined {
  const before = text[at - 1] ?? '';
  if (/[\d.]/.test(before) || (before === ' ' && /\d/.test(text[at - 2] ?? ''))) return undefined;
  if (/[a-z]/i.test(before) && /[a-z]/i.test(text[at] ?? '')) return undefined;
  scales.lastIndex = at;
  const scale = scales.exec(text)?.[0];
  if (scale !== undefined) {
    if (/[\d.零一二两三四五六七八九十百千万]/.test(before)) return undefined;
    const from = at + scale.length + (text[at + scale.length] === ' ' ? 1 : 0);
    const unit = unitAt(text, from);
    const factor = readScaledUnit(scale.replace(/ of$/i, ''))?.scale;
    if (unit !== undefined && factor !== undefined)
      return { scale: factor, unit: unit.unit, end: unit.end };
  }
  const unit = unitAt(text, at);
  return unit === undefined ? undefined : { scale: 1, unit: unit.unit, end: unit.end };
}

const percentQuestion =
  /[%‰]|百分|占比|比例|比重|份额|[率比](?![较如])|percent|\bshare|\brate|ratio|proportion|margin|growth|\bpct\b/i;

/** Whether a question fixes that its answer is a percentage. */
export const asksForPercent = (question: string | undefined): boolean =>
  question !== undefined && percentQuestion.test(simplifyNumerals(normaliseWidth(question)));
