import type { Precision } from '../../spec/index.ts';
import { type Deployment, gpusPerCopy } from '../deployment/deployment.ts';
import { kvCost } from '../memory/kv-cache.ts';
import { type MemoryPlan, memoryPlan } from '../memory/memory-plan.ts';
import { tensorClasses, weightBytes } from '../memory/weights.ts';
import { collectiveHost } from './collective.ts';

/** What the speed law needs of one replica, computed once per deployment. Bytes and FLOPs per GPU. */
export interface MachineFacts {
  readonly layers: number;
  readonly hidden: number;
  /** Copies of attention, each with 1/n of the requests. */
  readonly attentionCopies: number;
  readonly tensorParallel: number;
  readonly host: ReturnType<typeof collectiveHost>['host'];
  readonly bandwidth: number;
  readonly flops: number;
  /** FLOPS of attention, which computes at 16 bit. */
  readonly attentionFlops: number;
  /** Weights that every step reads. */
  readonly commonBytes: number;
  /** All routed experts; how many of them a step reads depends on its tokens. */
  readonly expertBytes: number;
  readonly experts?: { readonly count: number; readonly topK: number; readonly layers: number };
  /** FLOPs of one token on one GPU: in what tensor parallelism splits, and in routed experts. */
  readonly commonFlopsPerToken: number;
  readonly expertFlopsPerToken: number;
  /** Multiplied by (new x cached + new^2 / 2) tokens. */
  readonly attentionFlopsPerTokenPair: number;
  readonly kv: { readonly full: number; readonly windowed: number; readonly window: number };
  /** Tokens that the attention copies cache together. */
  readonly kvTokens: number;
  readonly maxNumSeqs: number;
}

/** The facts of one replica (one copy of the weights) of the deployment. */
export function machineFacts(d: Deployment): MachineFacts {
  const { model, gpu } = d;
  const gpus = gpusPerCopy(d);
  const sizes = weightBytes(d);
  const classes = tensorClasses(model);
  const cost = kvCost(d);
  // A token passes the stages one after the other: per token their work and bytes add up.
  const stages = d.pipelineParallel;
  const expertActive =
    model.arch === 'moe'
      ? (model.layers - model.moe.denseLayers) * model.moe.topK * model.moe.paramsPerExpertPerLayer
      : 0;
  const headDims =
    model.mla === undefined
      ? 2 * model.headDim
      : model.mla.qkNopeHeadDim + model.mla.qkRopeHeadDim + model.mla.vHeadDim;
  const fullShare =
    model.slidingWindow === undefined ? 1 : 1 - model.slidingWindow.layers / model.layers;
  const { maxNumSeqs, maxBatchedTokens, memoryUtilisation } = d;
  const memory = memoryPlan({
    ...d,
    count: gpus,
    maxNumSeqs,
    maxBatchedTokens,
    memoryUtilisation,
  });
  return {
    layers: model.layers,
    hidden: model.hidden,
    attentionCopies: d.attentionDataParallel,
    tensorParallel: d.tensorParallel,
    host: collectiveHost(gpu).host,
    bandwidth: gpu.bandwidthGbPerS * 1e9,
    flops: computeFlops(d.precision, d),
    attentionFlops: gpu.denseTflops.bf16 * 1e12,
    commonBytes: (sizes.total - sizes.routedExperts - sizes.embedding) / d.tensorParallel,
    expertBytes: (sizes.routedExperts * d.pipelineParallel) / gpus,
    ...(model.arch === 'moe'
      ? {
          experts: {
            count: model.moe.experts,
            topK: model.moe.topK,
            layers: model.layers - model.moe.denseLayers,
          },
        }
      : {}),
    commonFlopsPerToken:
      (2 * (classes.layers + classes.outputHead + classes.router)) / d.tensorParallel,
    expertFlopsPerToken: (2 * expertActive * d.pipelineParallel) / gpus,
    attentionFlopsPerTokenPair:
      (2 * model.layers * fullShare * model.heads * headDims) / d.tensorParallel,
    kv: {
      full: cost.fullBytesPerToken * stages,
      windowed: cost.windowedBytesPerToken * stages,
      window: cost.window ?? 0,
    },
    kvTokens: Math.max(memory.kvTokens, leastTokens(memory)),
    maxNumSeqs: d.maxNumSeqs,
  };
}

/**
 * Tokens in a twentieth of the usable memory: a box that answers at all has a cache, whatever our
 * expectation of its reserve says; how large it is, a calibration learns.
 */
const leastTokens = (memory: MemoryPlan): number =>
  (0.05 * memory.perGpu.usable * memory.attentionDataParallel) / memory.kvBytesPerTokenPerGpu;

/** Dense FLOPS of the matrices: weight-only formats and missing tensor cores compute at 16 bit. */
function computeFlops(precision: Precision, d: Deployment): number {
  const { bf16, fp8, int8, fp4 } = d.gpu.denseTflops;
  switch (precision) {
    case 'fp32':
      return (bf16 / 2) * 1e12;
    case 'fp16':
    case 'bf16':
    case 'int4':
      return bf16 * 1e12;
    case 'fp8':
      return (fp8 ?? bf16) * 1e12;
    case 'int8':
      return (int8 ?? bf16) * 1e12;
    case 'fp4':
    case 'mxfp4':
    case 'nvfp4':
      return (fp4 ?? bf16) * 1e12;
  }
}
