import { type Gpu, gpus, type Model, models, type Precision } from '../../spec/index.ts';
import { weightBytes } from '../memory/weights.ts';
import { type Bilingual, both, figure, gb, percent, yuanRange } from './bilingual.ts';
import { claims } from './claims/index.ts';
import type { ClaimState, Guide, GuideClaim } from './guide.ts';
import type { LedgerInput } from './ledger.ts';
import { type Fit, fitOf, precisionName } from './rules/fit.ts';
import { type Limits, limitsOf } from './stated.ts';

/** A row of a table of the guide with our figure beside the guide's, each as a text. */
export interface GuideTableRow {
  readonly subject: Bilingual;
  readonly stated: Bilingual;
  readonly computed: Bilingual;
  /** Claims of the row. */
  readonly claims: readonly string[];
  /** How the row itself came out, where its claim covers more rows than this one. */
  readonly state?: ClaimState;
}

/** A table of the guide, computed again. */
export interface GuideTable {
  readonly id: 'memory' | 'boxes' | 'prices' | 'precision' | 'costs' | 'tests';
  readonly title: Bilingual;
  readonly rows: readonly GuideTableRow[];
}

/** What the memory table lists: model, precision, and the claim that states its memory. */
const memoryRows: readonly (readonly [model: string, precision: Precision, claim: string])[] = [
  ['deepseek-v3', 'fp8', 'G-063'],
  ['deepseek-v3', 'bf16', 'G-067'],
  ['deepseek-r1', 'fp8', 'G-071'],
  ['glm-4.5-air', 'fp8', 'G-075'],
  ['llama-3.1-70b', 'bf16', 'G-079'],
];

/** Boxes with the model that the guide puts on them, and the claim that does so. */
const boxRows: readonly (readonly [string, number, string, Precision, string])[] = [
  ['h20-141g', 8, 'deepseek-v3', 'bf16', 'G-009'],
  ['h20-141g', 8, 'deepseek-v3', 'fp8', 'G-126'],
  ['a100-80g-sxm', 8, 'deepseek-v3', 'bf16', 'G-240'],
  ['a100-80g-sxm', 8, 'deepseek-v3', 'fp8', 'G-126'],
  ['a100-80g-sxm', 8, 'deepseek-v3', 'int4', 'G-012'],
  ['h100-80g-sxm', 8, 'deepseek-v3', 'fp8', 'G-015'],
  ['a100-80g-sxm', 2, 'llama-3.1-70b', 'bf16', 'G-030'],
  ['rtx-4090-48g-mod', 4, 'llama-3.1-70b', 'bf16', 'G-030'],
  ['rtx-4090-48g-mod', 8, 'llama-3.1-70b', 'fp8', 'G-204'],
];

/** Prices with the number of cards: only per card can they be held to one another. */
const priceRows: readonly (readonly [gpu: string, count: number, claim: string])[] = [
  ['h20-141g', 8, 'G-008'],
  ['a100-80g-sxm', 8, 'G-011'],
  ['h100-80g-sxm', 8, 'G-014'],
  ['a100-80g-sxm', 2, 'G-022'],
  ['rtx-4090-48g-mod', 4, 'G-022'],
  ['a100-80g-sxm', 4, 'G-025'],
  ['rtx-4090-48g-mod', 8, 'G-028'],
  ['rtx-4090-48g-mod', 1, 'G-036'],
  ['rtx-4090-48g-mod', 2, 'G-038'],
];

/** The guide's memory, box and price tables with a computed column. */
export function guideTables(
  guide: Guide,
  catalogue: LedgerInput['catalogue'] = {},
): readonly GuideTable[] {
  const claimOf = (id: string): GuideClaim => entry(guide.claims, id);
  const model = (id: string): Model => entry([...(catalogue.models ?? []), ...models], id);
  const gpu = (id: string): Gpu => entry([...(catalogue.gpus ?? []), ...gpus], id);
  return [
    {
      id: 'memory',
      title: both('GPU memory of the tested models', '各测试模型的显存'),
      rows: memoryRows.map(([id, precision, claim]) => {
        const stated = valueIn(claim, 'memoryGb');
        const bytes = weightBytes({ model: model(id), precision }).total;
        const open = stated.hi === undefined ? '+' : '';
        return {
          subject: named(model(id).name, precision),
          stated: same(`${figure(stated.lo ?? 0)}${open} GB`),
          computed: both(`${gb(bytes)} of weights`, `权重 ${gb(bytes)}`),
          claims: [claim],
        };
      }),
    },
    {
      id: 'boxes',
      title: both('Which box holds which model', '哪台机器装得下哪个模型'),
      rows: boxRows.map(([box, count, id, precision, claim]) => {
        const fit = fitOf({ model, gpu }, { model: id, precision, gpu: box, count });
        const total = gb(fit.nameplate);
        const subject = named(model(id).name, precision);
        const states = { fits: 'supported', tight: 'untested', impossible: 'refuted' } as const;
        return {
          subject: both(
            `${count}x ${gpu(box).name} (${total}), ${subject.en}`,
            `${count}x ${gpu(box).name}（${total}），${subject.zh}`,
          ),
          stated: both('holds it', '装得下'),
          computed: fitText(fit),
          state: states[fit.verdict],
          claims: [claim],
        };
      }),
    },
    {
      id: 'prices',
      title: both('Prices, per card', '价格（折合每卡）'),
      rows: priceRows.map(([box, count, claim]) => {
        const { lo = 0, hi } = valueIn(claim, 'hardwareCny');
        return {
          subject: same(`${count}x ${gpu(box).name}`),
          stated: yuanRange(lo, hi),
          computed: yuanRange(lo / count, hi === undefined ? undefined : hi / count),
          claims: [claim],
        };
      }),
    },
    {
      id: 'precision',
      title: both('Memory and speed by precision, against FP32', '各精度的显存与速度（相对 FP32）'),
      rows: ['G-098', 'G-102', 'G-106', 'G-110', 'G-103', 'G-107', 'G-111'].map((id) =>
        told(claimOf(id), 'ratioToFp32', (v) => `${v}x`),
      ),
    },
    {
      id: 'costs',
      title: both('Totals', '总额'),
      rows: [
        paid(claimOf('G-040'), 'yearlyCny'),
        paid(claimOf('G-046'), 'perYearCny'),
        paid(claimOf('G-047'), 'perYearCny'),
        paid(claimOf('G-209'), 'totalCny'),
        paid(claimOf('G-225'), 'totalCny'),
      ],
    },
    {
      id: 'tests',
      title: both('The spreadsheet test', '表格测试'),
      rows: [
        ...['G-064', 'G-068', 'G-072', 'G-076', 'G-080'].map((id) =>
          told(claimOf(id), 'taskS', (v) => `${figure(v)} s`, 'runs'),
        ),
        ...['G-065', 'G-069', 'G-073', 'G-077', 'G-081'].map((id) =>
          told(claimOf(id), 'accuracy', (v) => percent(v, 0), 'runs'),
        ),
      ],
    },
  ];
}

const fitText = (fit: Fit): Bilingual => {
  const weights = gb(fit.weights);
  switch (fit.verdict) {
    case 'fits':
      return both(
        `${weights} of weights, ${figure(fit.plan.kvTokens)} tokens of cache`,
        `权重 ${weights}，缓存 ${figure(fit.plan.kvTokens)} token`,
      );
    case 'tight':
      return both(
        `${weights} of weights: no request of 4,096 tokens by default settings`,
        `权重 ${weights}：默认设置放不下 4,096 token 的请求`,
      );
    case 'impossible':
      return both(`${weights} of weights: does not fit`, `权重 ${weights}：放不下`);
  }
};

const noRuns = both('not measured yet', '尚未实测');

/** A claim as a row: its value, and what was computed or, for `runs`, measured. */
function told(
  claim: GuideClaim,
  value: string,
  show: (n: number) => string,
  by: 'arithmetic' | 'runs' = 'arithmetic',
): GuideTableRow {
  const stated = claim.values[value];
  const { lo, hi } = stated === undefined ? {} : limitsOf(stated);
  const ends = [lo, hi].flatMap((v) => (v === undefined ? [] : [show(v)]));
  const shown = `${[...new Set(ends)].join(' – ')}${hi === undefined ? '+' : ''}`;
  const run = claim.evidence.find((e) => e.kind === 'run');
  return {
    subject: claim.statement,
    stated: same(shown),
    computed: by === 'runs' ? (run === undefined ? noRuns : run.text) : claim.reason,
    claims: [claim.id],
  };
}

/** The same for an amount of money, in each language's own unit. */
function paid(claim: GuideClaim, value: string): GuideTableRow {
  const stated = claim.values[value];
  const { lo = 0, hi } = stated === undefined ? {} : limitsOf(stated);
  return { ...told(claim, value, figure), stated: yuanRange(lo, hi) };
}

const same = (text: string): Bilingual => both(text, text);

const named = (name: string, precision: Precision): Bilingual => {
  const short = name.slice(name.lastIndexOf('/') + 1);
  return both(
    `${short}, ${precisionName(precision)}`,
    `${short}，${precisionName(precision, 'zh')}`,
  );
};

function valueIn(claim: string, name: string): Limits {
  const value = claims.find((c) => c.id === claim)?.values[name];
  if (value === undefined) throw new RangeError(`${claim} states no ${name}`);
  return limitsOf(value);
}

function entry<E extends { readonly id: string }>(entries: readonly E[], id: string): E {
  const found = entries.find((e) => e.id === id);
  if (found === undefined) throw new RangeError(`the catalogue has no ${id}`);
  return found;
}
