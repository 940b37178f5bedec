import { formatProblem, type Result } from '../../base/index.ts';
import { findGpu, findModel, type Gpu, type Model, type Precision } from '../../spec/index.ts';

/** A model on a box, as a caller names it: catalogue ids, or entries of the caller's own. */
export interface DeploymentInput {
  readonly model: string | Model;
  readonly gpu: string | Gpu;
  /** GPUs of one replica. */
  readonly count: number;
  /** Default: the precision the model is published in, else bf16. */
  readonly precision?: Precision;
  /** Default: 16 bit. */
  readonly kvPrecision?: Precision;
  /** Default: `count` / (pipelineParallel x attentionDataParallel). */
  readonly tensorParallel?: number;
  readonly pipelineParallel?: number;
  /** Copies of the attention layers, each with requests of its own (experts stay shared). */
  readonly attentionDataParallel?: number;
  readonly framework?: string;
  readonly frameworkVersion?: string;
  /** Share of the GPU's memory that the engine may take; vLLM's default is 0.9. */
  readonly memoryUtilisation?: number;
  readonly maxNumSeqs?: number;
  readonly maxBatchedTokens?: number;
}

/** The same with every default filled in. */
export interface Deployment {
  readonly model: Model;
  readonly gpu: Gpu;
  readonly count: number;
  readonly precision: Precision;
  readonly kvPrecision: Precision;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly attentionDataParallel: number;
  readonly framework: string;
  readonly frameworkVersion: string;
  readonly memoryUtilisation: number;
  readonly maxNumSeqs: number;
  readonly maxBatchedTokens: number;
}

/** Fills in defaults; throws RangeError for an unknown catalogue id or a layout that is no whole number. */
export function resolveDeployment(input: DeploymentInput): Deployment {
  const model = entryOf(input.model, findModel);
  const gpu = entryOf(input.gpu, findGpu);
  const pipelineParallel = input.pipelineParallel ?? 1;
  const attentionDataParallel = input.attentionDataParallel ?? 1;
  const tensorParallel =
    input.tensorParallel ?? input.count / (pipelineParallel * attentionDataParallel);
  const layout = { count: input.count, tensorParallel, pipelineParallel, attentionDataParallel };
  for (const [name, n] of Object.entries(layout)) {
    if (!Number.isInteger(n) || n < 1) {
      throw new RangeError(`${name}: expected a whole number from 1, saw ${n}`);
    }
  }
  if (tensorParallel * pipelineParallel * attentionDataParallel > input.count) {
    throw new RangeError(
      `layout: expected tensor x pipeline x data parallel of at most ${input.count} GPUs, saw ${tensorParallel} x ${pipelineParallel} x ${attentionDataParallel}`,
    );
  }
  return {
    model,
    gpu,
    ...layout,
    precision: input.precision ?? model.nativePrecision ?? 'bf16',
    kvPrecision: input.kvPrecision ?? 'bf16',
    framework: input.framework ?? 'vllm',
    frameworkVersion: input.frameworkVersion ?? '',
    memoryUtilisation: input.memoryUtilisation ?? 0.9,
    maxNumSeqs: input.maxNumSeqs ?? 1024,
    maxBatchedTokens: input.maxBatchedTokens ?? 8192,
  };
}

/** GPUs that hold one copy of the weights (experts shared between attention copies count once). */
export const gpusPerCopy = (d: Deployment): number =>
  d.tensorParallel * d.pipelineParallel * d.attentionDataParallel;

/** Independent copies of the model on the GPUs of the deployment, at least one. */
export const copies = (d: Deployment): number => Math.floor(d.count / gpusPerCopy(d));

function entryOf<E extends object>(named: string | E, find: (id: string) => Result<E>): E {
  if (typeof named !== 'string') return named;
  const found = find(named);
  if (found.ok) return found.value;
  throw new RangeError(found.problems.map(formatProblem).join('\n'));
}
