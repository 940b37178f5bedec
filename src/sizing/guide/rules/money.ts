import { breakEven } from '../../cost/break-even.ts';
import { type MoneyRange, sumMoney } from '../../cost/money-range.ts';
import { meanWatts, powerCnyPerYear } from '../../cost/power.ts';
import { apiCallCny } from '../../cost/token-cost.ts';
import { totalCost } from '../../cost/total-cost.ts';
import { type Bilingual, both, figure, joined, yuan, yuanRange } from '../bilingual.ts';
import { arithmetic, type Judgement, type ToSettle } from '../judgement.ts';
import type { Known } from '../known.ts';
import type { Rule } from '../rule.ts';
import { sources } from '../sources.ts';
import { limitsOf, relation } from '../stated.ts';
import { statedValue } from './memory.ts';
import { settling } from './plain.ts';

/** A stated amount of another claim, as a range of money. */
export function statedMoney(known: Known, claim: string, name: string): MoneyRange {
  const { lo, hi } = known.stated(claim, name);
  return hi === undefined ? { minCny: lo ?? 0 } : { minCny: lo ?? 0, maxCny: hi };
}

export const rangeText = (m: MoneyRange): Bilingual => yuanRange(m.minCny, m.maxCny);

export const itemised: ToSettle = settling(
  'Itemise the plan with dated offers: hardware, room, power, people, data, security, each once or yearly.',
  '用注明日期的报价逐项列出：硬件、机房、电力、人员、数据、安全，并分清一次性与每年。',
  { metric: 'totalCost' },
);

/** Years over which a purchase is written off in these recomputations. */
const YEARS = 3;

/**
 * A first-year sum that the guide calls yearly: refuted where a mean year over the write-off costs less
 * than stated, as it must when a purchase was added to a running cost.
 */
export const perYearTotal: Rule = (_known, stated) => {
  const once = limitsOf(statedValue(stated, 'hardwareCny')).lo ?? 0;
  const yearly = limitsOf(statedValue(stated, 'yearlyCny')).lo ?? 0;
  const claimed = limitsOf(statedValue(stated, 'perYearCny')).lo ?? 0;
  const exact = (cny: number): MoneyRange => ({ minCny: cny, maxCny: cny });
  const total = totalCost(
    [
      { id: 'hardware', amount: exact(once), yearly: false, source: 'guide' },
      { id: 'operations', amount: exact(yearly), yearly: true, source: 'guide' },
    ],
    YEARS,
  );
  const [first, later, mean] = [total.firstYear, total.perYear, total.meanYear].map(rangeText);
  const reason = both(
    `The first year costs ${first?.en}, later ones ${later?.en}, a mean year over ${YEARS} years ${mean?.en}: a purchase was added to a running cost and called yearly.`,
    `首年 ${first?.zh}，以后每年 ${later?.zh}，按 ${YEARS} 年折旧平均每年 ${mean?.zh}：把一次性采购并入运行费用后称为每年。`,
  );
  const refuted = total.meanYear.minCny < claimed * 0.95;
  return {
    state: refuted ? 'refuted' : 'supported',
    reason,
    evidence: [arithmetic(reason)],
  };
};

/** Sum of other claims' amounts against the total this claim states: `totalCny`. */
export const sumOfClaims =
  (...parts: readonly (readonly [claim: string, value: string])[]): Rule =>
  (known, stated) => {
    const claimed = limitsOf(statedValue(stated, 'totalCny'));
    const sum = sumMoney(parts.map(([claim, name]) => statedMoney(known, claim, name)));
    const found = relation(
      { lo: sum.minCny, ...(sum.maxCny === undefined ? {} : { hi: sum.maxCny }) },
      claimed,
    );
    const gap = claimed.lo === undefined || sum.maxCny === undefined ? 0 : claimed.lo - sum.maxCny;
    const total = rangeText(sum);
    const told = yuanRange(claimed.lo ?? 0, claimed.hi);
    const reason = both(
      `The parts that are itemised add up to ${total.en}; stated are ${told.en}${gap > 0 ? `, at least ${yuan(gap).en} of it without an item` : ''}.`,
      `列明的各项合计 ${total.zh}，所述为 ${told.zh}${gap > 0 ? `，其中至少 ${yuan(gap).zh} 没有明细` : ''}。`,
    );
    return {
      state: found === 'inside' ? 'supported' : 'open',
      reason,
      evidence: [
        arithmetic(reason),
        ...parts.map(([claim]) => ({ kind: 'claim' as const, claim })),
      ],
      ...(found === 'inside' ? {} : { toSettle: itemised }),
    };
  };

/** One amount over another, by every pair of stated amounts; the claim's own `ratio` must meet one. */
export const ratioOfClaims =
  (
    pairs: readonly {
      readonly part: readonly [claim: string, value: string];
      readonly whole: readonly [claim: string, value: string];
      readonly label: Bilingual;
    }[],
    direction: 'part over whole' | 'whole over part',
  ): Rule =>
  (known, stated) => {
    const claimed = limitsOf(statedValue(stated, 'ratio'));
    const found = pairs.map(({ part, whole, label }) => {
      const a = statedMoney(known, ...part);
      const b = statedMoney(known, ...whole);
      const lo = a.minCny / (b.maxCny ?? b.minCny);
      const hi = (a.maxCny ?? a.minCny) / b.minCny;
      const ends = direction === 'part over whole' ? { lo, hi } : { lo: 1 / hi, hi: 1 / lo };
      const shown = `${figure(ends.lo, 2)}–${figure(ends.hi, 2)}`;
      return {
        relation: relation(ends, claimed, 0.02),
        text: both(`${label.en} ${shown}`, `${label.zh} ${shown}`),
      };
    });
    const list = both(
      found.map((f) => f.text.en).join('; '),
      found.map((f) => f.text.zh).join('；'),
    );
    const reason = both(`By the guide's own prices: ${list.en}.`, `按指南自己的价格：${list.zh}。`);
    const state = found.every((f) => f.relation === 'inside')
      ? 'supported'
      : found.every((f) => f.relation === 'apart')
        ? 'refuted'
        : 'open';
    return {
      state,
      reason,
      evidence: [arithmetic(reason)],
      ...(state === 'open' ? { toSettle: itemised } : {}),
    };
  };

/** A price beside its neighbours, per card; only a market offer decides between them. */
export const perCard =
  (count: number): Rule =>
  (_known, stated) => {
    const { lo = 0, hi } = limitsOf(statedValue(stated, 'hardwareCny'));
    const each = yuanRange(lo / count, hi === undefined ? undefined : hi / count);
    const reason = both(
      `${each.en} a card, an undated price without an offer behind it.`,
      `折合每卡 ${each.zh}，没有日期也没有报价可查。`,
    );
    return {
      state: 'open',
      reason,
      evidence: [arithmetic(reason)],
      toSettle: settling(
        'A dated offer in the price book, for the same cards, warranty and chassis.',
        '价格簿中一份注明日期的报价，显卡、质保和机箱须相同。',
        { metric: 'hardwareCny' },
      ),
    };
  };

const KWH_CNY = 0.8;
const PUE = 1.5;

/** Yearly room cost against the electricity of the guide's boxes at full load, a lower bound of it. */
export const roomCost: Rule = (known, stated) => {
  const claimed = limitsOf(statedValue(stated, 'yearlyCny'));
  const bills = ['h20-141g', 'h100-80g-sxm', 'rtx-4090-48g-mod', 'a100-80g-sxm'].flatMap((id) => {
    const watts = meanWatts(known.gpu(id), 8, 1);
    return watts === undefined ? [] : [powerCnyPerYear(watts, KWH_CNY, PUE)];
  });
  const ends = { lo: Math.min(...bills), hi: Math.max(...bills) };
  const text = yuanRange(ends.lo, ends.hi);
  const reason = both(
    `Electricity of eight busy cards costs ${text.en} a year at CNY ${KWH_CNY}/kWh and PUE ${PUE}; space and lines come on top.`,
    `八卡满载的电费每年 ${text.zh}（每度 ${KWH_CNY} 元、PUE ${PUE}），场地与线路另计。`,
  );
  // A part of the room's cost: it must not exceed the whole, and the dearest box should reach its range.
  const exceeds = claimed.hi !== undefined && ends.hi > claimed.hi;
  const reaches = ends.hi >= (claimed.lo ?? 0);
  const state =
    ends.lo > (claimed.hi ?? Infinity) ? 'refuted' : !exceeds && reaches ? 'supported' : 'open';
  return {
    state,
    reason,
    evidence: [arithmetic(reason)],
    ...(state === 'open' ? { toSettle: itemised } : {}),
  };
};

const CNY_PER_USD = 7.2;

/** Calls of four kinds that are really sold, in CNY: from a short chat to a long analysis. */
function pricedCalls(): readonly { readonly name: Bilingual; readonly cny: number }[] {
  const usd = (input: number, output: number) => ({
    inputCnyPerMillion: input * CNY_PER_USD,
    outputCnyPerMillion: output * CNY_PER_USD,
  });
  const r1 = usd(0.55, 2.19);
  const premium = usd(2.5, 10);
  const bi = { inputCnyPerMillion: 4, outputCnyPerMillion: 16 };
  return [
    { name: both('R1, 4k+1k tokens', 'R1，4k+1k token'), cny: apiCallCny(r1, 4000, 1000) },
    { name: both('BI question, 20k+2.2k', 'BI 提问，20k+2.2k'), cny: apiCallCny(bi, 20_000, 2200) },
    { name: both('premium, 4k+1k', '高价接口，4k+1k'), cny: apiCallCny(premium, 4000, 1000) },
    { name: both('premium, 50k+8k', '高价接口，50k+8k'), cny: apiCallCny(premium, 50_000, 8000) },
  ];
}

/** Calls a month at which the guide's cheapest local plan pays, for each priced call. */
export function guideBreakEvens(
  known: Known,
): readonly { readonly name: Bilingual; readonly callsPerMonth: number }[] {
  const yearly = known.stated('G-047', 'perYearCny').lo ?? 0;
  return pricedCalls().flatMap(({ name, cny }) => {
    const { callsPerMonth } = breakEven({
      cloudCnyPerCall: cny,
      boxCnyPerYear: yearly,
      fixedCnyPerYear: 0,
      boxCallsPerMonth: 1e9, // capacity is another claim's business: here the box never fills
    });
    return callsPerMonth === undefined ? [] : [{ name, callsPerMonth }];
  });
}

/** A threshold in calls a month held to the break-even of each priced call. */
export const breakEvenAt =
  (claim: 'cloud below' | 'between' | 'local above'): Rule =>
  (known, stated): Judgement => {
    const { lo, hi } = limitsOf(statedValue(stated, 'callsPerMonth'));
    const points = guideBreakEvens(known);
    const met: Readonly<Record<typeof claim, (n: number) => boolean>> = {
      'cloud below': (n) => n >= (hi ?? 0),
      'local above': (n) => n <= (lo ?? 0),
      between: (n) => n >= (lo ?? 0) && n <= (hi ?? Infinity),
    };
    const all = points.every((p) => met[claim](p.callsPerMonth));
    const list = both(
      points.map((p) => `${p.name.en}: ${figure(p.callsPerMonth)}`).join('; '),
      points.map((p) => `${p.name.zh}：${figure(p.callsPerMonth)}`).join('；'),
    );
    const reason = joined([
      both(
        `At the guide's own yearly cost local pays from these calls a month on: ${list.en}.`,
        `按指南自己的年成本，本地从每月如下调用数起划算：${list.zh}。`,
      ),
      both(
        'A threshold without tokens per call and price is no threshold.',
        '不说明每次调用的 token 数和单价，就谈不上阈值。',
      ),
    ]);
    return {
      state: all ? 'supported' : 'refuted',
      reason,
      evidence: [arithmetic(list), sources.r1Api, sources.biTokens, sources.premiumApi],
    };
  };
