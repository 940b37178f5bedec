import { requiredForClaim, requiredPairs } from '../../../stats/index.ts';
import { both } from '../bilingual.ts';
import type { Evidence, Judgement, ToSettle } from '../judgement.ts';
import type { Rule } from '../rule.ts';

/** A rule or advice of the guide; `vector` is the example by which our encoding of it is tested. */
export const policy =
  (en: string, zh: string): Rule =>
  () => ({
    state: 'policy',
    reason: both(`Advice, encoded: ${en}`, `建议，已编码：${zh}`),
    evidence: [],
  });

/** What a measurement must look like, beside its words. */
export interface Measuring {
  readonly scenario?: string;
  readonly metric?: string;
  readonly telemetry?: readonly string[];
  /** Paired comparison: the drop to be found and the share of items that flip. */
  readonly pairs?: { readonly drop: number; readonly flipRate: number };
  /** One-sided proof of an accuracy above this share, without an error. */
  readonly proves?: number;
}

const itemsOf = ({ pairs, proves }: Measuring): number | undefined =>
  pairs !== undefined
    ? requiredPairs(pairs)
    : proves === undefined
      ? undefined
      : requiredForClaim(proves, 0);

/** What would settle a claim, with the number of items that takes. */
export function settling(en: string, zh: string, measuring: Measuring = {}): ToSettle {
  const items = itemsOf(measuring);
  const { scenario, metric, telemetry } = measuring;
  return {
    text: both(en, zh),
    ...(scenario === undefined ? {} : { scenario }),
    ...(metric === undefined ? {} : { metric }),
    ...(items === undefined ? {} : { items }),
    ...(telemetry === undefined ? {} : { telemetry }),
  };
}

const unmeasured = both(
  'Neither arithmetic nor a published figure decides it, and no run has been given.',
  '算术和公开数据都无法定论，也没有提供实测。',
);

/** Only a measurement can tell. */
export const measure =
  (en: string, zh: string, measuring: Measuring = {}): Rule =>
  () => ({
    state: 'open',
    reason: unmeasured,
    evidence: [],
    toSettle: settling(en, zh, measuring),
  });

/** Open, with what is known of it so far. */
export const open = (
  reason: Judgement['reason'],
  evidence: readonly Evidence[],
  toSettle: ToSettle,
): Judgement => ({ state: 'open', reason, evidence, toSettle });

/** A market price: only a dated offer can confirm it. */
export const quote: Rule = () => ({
  state: 'open',
  reason: both(
    'A price of its day, from one author: no offer stands behind it.',
    '一位作者当时的价格，背后没有可查的报价。',
  ),
  evidence: [],
  toSettle: settling(
    'A dated offer in the price book, for the same cards, warranty and chassis.',
    '价格簿中一份注明日期的报价，显卡、质保和机箱须相同。',
    { metric: 'hardwareCny' },
  ),
});

/** Settled by papers, not by load. */
export const papers =
  (en: string, zh: string): Rule =>
  () => ({
    state: 'open',
    reason: both(
      'A statement about one organisation; nothing in public confirms it.',
      '只关乎某个机构的说法，没有公开资料可以印证。',
    ),
    evidence: [],
    toSettle: settling(en, zh),
  });

/** Background of the guide that no measurement concerns. */
export const background =
  (en: string, zh: string, settleEn: string, settleZh: string): Rule =>
  () => ({
    state: 'open',
    reason: both(en, zh),
    evidence: [],
    toSettle: settling(settleEn, settleZh),
  });

/** A fixed judgement by dated sources. */
export const bySources =
  (
    state: 'refuted' | 'supported' | 'outdated',
    en: string,
    zh: string,
    ...evidence: readonly Evidence[]
  ): Rule =>
  () => ({ state, reason: both(en, zh), evidence });
