import { indicators } from '../../paired/item-means.ts';
import { latencyIds, quantileOf } from '../../summary/schema.ts';
import { rateOf, type UnitMetric, type UnitStatistic } from '../../units/repeat-figures.ts';
import type { CheckRule } from '../schema.ts';

/** A metric that a regression gate knows, and how it is measured. */
export type GateMetric =
  | {
      readonly by: 'items';
      readonly id: keyof typeof indicators;
      readonly better: 'lower' | 'higher';
    }
  | { readonly by: 'tokens'; readonly id: 'outputTokens' }
  | { readonly by: 'repeats'; readonly metric: UnitMetric; readonly better: 'lower' | 'higher' }
  | { readonly by: 'context'; readonly id: 'usableContextTokens' | 'advertisedContextTokens' };

/** One line of a gate: a metric by name, its statistic where it has one, and the rule. */
export interface Threshold {
  readonly metric: string;
  readonly statistic?: string;
  /** Default: `margin` of the table below. */
  readonly rule?: Exclude<CheckRule, { kind: 'attest' }>;
}

/** Margins of a gate that nobody set: shares in points, all else in shares of the baseline. */
export const defaultMargins = {
  accuracy: 0.02,
  share: 0.02,
  outputTokens: 0.1,
  speed: 0.05,
} as const;

/** What a gate looks at unless told: where the baseline has the metric. */
export const defaultThresholds: readonly Threshold[] = [
  { metric: 'accuracy' },
  { metric: 'unreadableShare' },
  { metric: 'truncatedShare' },
  { metric: 'errorShare' },
  { metric: 'outputTokens' },
  { metric: 'ttftMs', statistic: 'p95' },
  { metric: 'tpotMs', statistic: 'p50' },
  { metric: 'e2eMs', statistic: 'p95' },
  { metric: 'outputTokensPerS' },
  { metric: 'goodputPerS' },
  { metric: 'usableContextTokens' },
];

const statistics: readonly string[] = [...Object.keys(quantileOf), 'mean', 'max'];

const isStatistic = (name: string): name is UnitStatistic => statistics.includes(name);

const memberOf = <T extends string>(names: readonly T[], name: string): T | undefined =>
  names.find((n) => n === name);

/** The metric that a threshold names; undefined where there is none of that name or statistic. */
export function gateMetric({ metric, statistic }: Threshold): GateMetric | undefined {
  const share = memberOf(Object.keys(indicators) as (keyof typeof indicators)[], metric);
  if (share !== undefined) {
    return statistic === undefined
      ? { by: 'items', id: share, better: share === 'accuracy' ? 'higher' : 'lower' }
      : undefined;
  }
  if (metric === 'outputTokens') return { by: 'tokens', id: metric };
  if (metric === 'usableContextTokens' || metric === 'advertisedContextTokens') {
    return { by: 'context', id: metric };
  }
  const rate = memberOf(Object.keys(rateOf) as (keyof typeof rateOf)[], metric);
  if (rate !== undefined) {
    return { by: 'repeats', metric: { kind: 'rate', id: rate }, better: 'higher' };
  }
  const latency = memberOf(latencyIds, metric);
  const of = statistic ?? 'p50';
  return latency === undefined || !isStatistic(of)
    ? undefined
    : { by: 'repeats', metric: { kind: 'latency', id: latency, statistic: of }, better: 'lower' };
}

/**
 * "ttftMs.p95" (default margin), "ttftMs.p95~3%" (not worse by 3%, proven), "ttftMs.p95<=+3%" and
 * "goodputPerS>=-3%" (the figures alone), "ttftMs.p95<=2000" (absolute). Undefined where it is none of
 * these; a metric nobody knows is not looked for here: it fails the gate by its name.
 */
export function parseThreshold(text: string): Threshold | undefined {
  const match =
    /^([A-Za-z]+)(?:\.([A-Za-z0-9]+))?(?:\s*(~|<=|>=)\s*([+-]?)(\d+(?:\.\d+)?)(%?))?$/.exec(
      text.trim(),
    );
  if (match === null) return undefined;
  const [, metric = '', statistic, operator, sign = '', digits = '', percent] = match;
  const named = { metric, ...(statistic === undefined ? {} : { statistic }) };
  if (operator === undefined) return named;
  const value = Number(digits) / (percent === '%' ? 100 : 1);
  if (operator === '~') {
    return sign === '' && value > 0 ? { ...named, rule: { kind: 'margin', value } } : undefined;
  }
  if (sign !== '' && percent === '%') {
    // "at most 3% above" and "at least 3% below": the sign says which way is worse.
    return (operator === '<=') === (sign === '+')
      ? { ...named, rule: { kind: 'relative', value } }
      : undefined;
  }
  if (sign !== '') return undefined;
  return { ...named, rule: { kind: operator === '<=' ? 'at-most' : 'at-least', value } };
}

/** Margin of a metric: of the plan, else the table's. */
export function marginOf(metric: GateMetric, margins: Readonly<Record<string, number>>): number {
  switch (metric.by) {
    case 'items':
      return (
        margins[metric.id] ??
        (metric.id === 'accuracy' ? defaultMargins.accuracy : defaultMargins.share)
      );
    case 'tokens':
      return margins[metric.id] ?? defaultMargins.outputTokens;
    case 'repeats':
      return margins[metric.metric.id] ?? defaultMargins.speed;
    case 'context':
      return margins[metric.id] ?? 0;
  }
}
