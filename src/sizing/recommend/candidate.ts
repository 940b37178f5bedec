import {
  type Gpu,
  gpus,
  type Model,
  models,
  type Precision,
  type PriceBook,
} from '../../spec/index.ts';
import type { Calibration } from '../calibration/calibration.ts';

/** A box that might be bought: one replica of a model on so many GPUs. */
export interface Candidate {
  readonly model: Model;
  readonly gpu: Gpu;
  readonly count: number;
  readonly precision: Precision;
  readonly kvPrecision: Precision;
  readonly framework: string;
}

/** One model of each size and make that buyers ask for; models that were measured join them. */
const SHORT_LIST: readonly string[] = [
  'qwen3-8b',
  'qwen2.5-14b',
  'qwen3-32b',
  'llama-3.1-70b',
  'qwen2.5-72b',
  'glm-4.5-air',
  'gpt-oss-120b',
  'qwen3-235b-a22b',
  'deepseek-v3',
];

const COUNTS = [1, 2, 4, 8, 16] as const;

/** Candidates on every GPU that has a price or was measured. */
export function candidates(book: PriceBook, calibration: Calibration | undefined): Candidate[] {
  const groups = calibration?.groups.map((g) => g.key) ?? [];
  const priced = (gpu: Gpu): boolean =>
    book.prices.some((p) => p.kind !== 'extra' && p.gpu === gpu.id);
  const chosenGpus = gpus.filter((gpu) => priced(gpu) || groups.some((g) => g.gpu === gpu.id));
  const chosenModels = models.filter(
    (model) => SHORT_LIST.includes(model.id) || groups.some((g) => g.model === model.id),
  );
  return chosenModels.flatMap((model) =>
    chosenGpus.flatMap((gpu) =>
      precisionsFor(model, gpu).flatMap((precision) => {
        const engines = new Set([
          'vllm',
          ...groups
            .filter((g) => g.model === model.id && g.gpu === gpu.id && g.precision === precision)
            .map((g) => g.framework),
        ]);
        return COUNTS.filter((count) => model.heads % Math.min(count, 8) === 0).flatMap((count) =>
          [...engines].map((framework) => ({
            model,
            gpu,
            count,
            precision,
            kvPrecision: 'bf16' as const,
            framework,
          })),
        );
      }),
    ),
  );
}

/** 16 bit, 8 bit where the tensor cores have it, and 4 bit; a model shipped quantised is not up-cast. */
function precisionsFor(model: Model, gpu: Gpu): Precision[] {
  if (model.nativePrecision === 'mxfp4') return ['mxfp4'];
  const wide: Precision[] = ['bf16'];
  const eight: Precision[] = gpu.denseTflops.fp8 === undefined ? ['int8'] : ['fp8'];
  return [...wide, ...eight, 'int4'];
}
