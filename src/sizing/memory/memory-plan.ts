import { type Bytes, bytes, type Warning, warning } from '../../base/index.ts';
import {
  copies,
  type Deployment,
  type DeploymentInput,
  resolveDeployment,
} from '../deployment/deployment.ts';
import { driverMemory, engineReserve } from './engine-reserve.ts';
import { type KvCost, kvCost, poolTokens, sequenceBytes } from './kv-cache.ts';
import { kvPool } from './kv-pool.ts';
import { type WeightBytes, weightBytes, weightBytesPerGpu } from './weights.ts';

/** A deployment, and what it must hold. */
export interface MemoryPlanInput extends DeploymentInput {
  /** Tokens one request must be able to reach; default 4,096, or the model's limit if that is less. */
  readonly context?: number;
  /** Requests of `context` tokens that must be held at once; default 1. */
  readonly concurrency?: number;
  /** The engine's own start-up profile, bytes per GPU; default: our expectation of it. */
  readonly profile?: {
    readonly weights?: number;
    readonly activation?: number;
    readonly nonTorch?: number;
  };
}

/** Where the memory of each GPU goes, and what the rest holds. */
export interface MemoryPlan {
  readonly schema: 'steelyard.fit/1';
  readonly model: string;
  readonly gpu: string;
  readonly count: number;
  readonly precision: string;
  readonly kvPrecision: string;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly attentionDataParallel: number;
  /** Whole copies of the model on the `count` GPUs; 0 never, a copy that does not fit still counts. */
  readonly replicas: number;
  /** All weights of one copy, by tensor class, over all its GPUs. */
  readonly weights: WeightBytes;
  /** Bytes on the fullest GPU. `kvPool` is negative by what is missing. */
  readonly perGpu: {
    readonly total: Bytes;
    readonly usable: Bytes;
    readonly weights: Bytes;
    readonly activation: Bytes;
    readonly nonTorch: Bytes;
    readonly kvPool: Bytes;
  };
  /** Cache bytes of one more token of a long sequence, on each GPU that holds it. */
  readonly kvBytesPerTokenPerGpu: Bytes;
  /** Tokens that all replicas together cache; of one sequence as long as the pool, with windows. */
  readonly kvTokens: number;
  /** Longest request: the model's limit or one replica's cache, whichever is less. */
  readonly maxContext: number;
  readonly context: number;
  /** Requests of `context` tokens held at once, over all replicas. */
  readonly maxConcurrency: number;
  readonly fits: boolean;
  readonly warnings: readonly Warning[];
}

/**
 * Bytes by part, KV tokens, longest context, most requests at once, and whether it fits: that is,
 * whether `concurrency` requests of `context` tokens find room. Throws RangeError for an unknown
 * model or GPU. Formulas: docs/methods/sizing.md, "Memory".
 */
export function memoryPlan(input: MemoryPlanInput): MemoryPlan {
  const d = resolveDeployment(input);
  const context = input.context ?? Math.min(4096, d.model.maxPositions);
  const expected = engineReserve(d);
  const perGpu = {
    weights: bytes(input.profile?.weights ?? weightBytesPerGpu(d)),
    activation: bytes(input.profile?.activation ?? expected.activation),
    nonTorch: bytes(input.profile?.nonTorch ?? expected.nonTorch),
  };
  const total = driverMemory(d.gpu);
  const pool = kvPool({ total, utilisation: d.memoryUtilisation, ...perGpu });
  const cost = kvCost(d);
  // Each attention copy has a pool of its own; a sequence lives in one of them.
  const pools = copies(d) * d.attentionDataParallel;
  const onePool = poolTokens(cost, pool);
  const maxContext = Math.min(d.model.maxPositions, onePool);
  const perPool = pool <= 0 ? 0 : Math.floor(pool / sequenceBytes(cost, context));
  const maxConcurrency = context <= maxContext ? perPool * pools : 0;
  return {
    schema: 'steelyard.fit/1',
    model: d.model.id,
    gpu: d.gpu.id,
    count: d.count,
    precision: d.precision,
    kvPrecision: d.kvPrecision,
    tensorParallel: d.tensorParallel,
    pipelineParallel: d.pipelineParallel,
    attentionDataParallel: d.attentionDataParallel,
    replicas: copies(d),
    weights: weightBytes(d),
    perGpu: { total, usable: bytes(d.memoryUtilisation * total), ...perGpu, kvPool: bytes(pool) },
    kvBytesPerTokenPerGpu: cost.fullBytesPerToken,
    kvTokens: onePool * pools,
    maxContext,
    context,
    maxConcurrency,
    fits: layoutProblem(d) === undefined && maxConcurrency >= (input.concurrency ?? 1),
    warnings: warningsOf(d, cost, context),
  };
}

/** Why no engine would start this layout, or undefined. */
function layoutProblem(d: Deployment): Warning | undefined {
  const { model, tensorParallel } = d;
  if (model.heads % tensorParallel !== 0) {
    return warning('heads-not-divisible', { heads: model.heads, tensorParallel });
  }
  return undefined;
}

function warningsOf(d: Deployment, cost: KvCost, context: number): Warning[] {
  const { gpu, model } = d;
  const problem = layoutProblem(d);
  const replicated =
    d.tensorParallel > 1 && (model.attention === 'MLA' || d.tensorParallel > model.kvHeads);
  return [
    ...(problem === undefined ? [] : [problem]),
    ...(context > model.maxPositions
      ? [warning('context-above-model-limit', { context, limit: model.maxPositions })]
      : []),
    ...(gpu.confidence === 'low' ? [warning('gpu-figures-uncertain', { gpu: gpu.id })] : []),
    ...(d.precision === 'fp8' && gpu.denseTflops.fp8 === undefined
      ? [warning('precision-weight-only', { gpu: gpu.id, precision: d.precision })]
      : []),
    ...(replicated ? [warning('kv-replicated', { shards: cost.shards })] : []),
    ...(copies(d) * d.tensorParallel * d.pipelineParallel * d.attentionDataParallel < d.count
      ? [warning('gpus-idle', { count: d.count })]
      : []),
  ];
}
