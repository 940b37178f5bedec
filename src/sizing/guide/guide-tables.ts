import { type Gpu, gpus, type Model, models, type Precision } from '../../spec/index.ts';
import { memoryPlan } from '../memory/memory-plan.ts';
import { weightBytes } from '../memory/weights.ts';
import { type Bilingual, both, figure, gb, yuanRange } from './bilingual.ts';
import { claims } from './claims/index.ts';
import type { LedgerInput } from './ledger.ts';
import { type Limits, limitsOf } from './stated.ts';

/** A row of a table of the guide with our figure beside the guide's, each as a text. */
export interface GuideTableRow {
  readonly subject: Bilingual;
  readonly stated: Bilingual;
  readonly computed: Bilingual;
  /** Claims of the row. */
  readonly claims: readonly string[];
}

/** A table of the guide, computed again. */
export interface GuideTable {
  readonly id: 'memory' | 'boxes' | 'prices';
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
export function guideTables(catalogue: LedgerInput['catalogue'] = {}): readonly GuideTable[] {
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
        const plan = memoryPlan({ model: model(id), gpu: gpu(box), count, precision });
        const total = gb(gpu(box).memoryGb * 1e9 * count);
        const weights = gb(plan.weights.total);
        return {
          subject: both(
            `${count}x ${gpu(box).name} (${total}), ${named(model(id).name, precision).en}`,
            `${count}x ${gpu(box).name}（${total}），${named(model(id).name, precision).zh}`,
          ),
          stated: both('holds it', '装得下'),
          computed: plan.fits
            ? both(
                `${weights} of weights, ${figure(plan.kvTokens)} tokens of cache`,
                `权重 ${weights}，缓存 ${figure(plan.kvTokens)} token`,
              )
            : both(
                `${weights} of weights: no room for a request by default settings`,
                `权重 ${weights}：默认设置放不下一个请求`,
              ),
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
  ];
}

const same = (text: string): Bilingual => both(text, text);

const named = (name: string, precision: Precision): Bilingual => {
  const short = name.slice(name.lastIndexOf('/') + 1);
  return precision === 'bf16'
    ? both(`${short}, 16 bit`, `${short}，16 位`)
    : both(`${short}, ${precision.toUpperCase()}`, `${short}，${precision.toUpperCase()}`);
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
