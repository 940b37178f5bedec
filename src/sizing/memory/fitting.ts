import type { Precision } from '../../spec/index.ts';
import { resolveDeployment } from '../deployment/deployment.ts';
import { driverMemory, engineReserve } from './engine-reserve.ts';
import { kvCost, sequenceBytes } from './kv-cache.ts';
import { type MemoryPlan, type MemoryPlanInput, memoryPlan } from './memory-plan.ts';

const COUNTS = [1, 2, 4, 8, 16, 32, 64] as const;
/** GPUs of one node; a larger tensor-parallel group would cross machines. */
const NODE = 8;

/**
 * The fewest GPUs, from 1 to 64 in powers of two, on which it fits; absent where none do. Within a node
 * tensor parallel, above it pipeline parallel over nodes of eight.
 */
export function smallestFit(
  input: Omit<MemoryPlanInput, 'count' | 'tensorParallel' | 'pipelineParallel'>,
): MemoryPlan | undefined {
  for (const count of COUNTS) {
    const tensorParallel = Math.min(count, NODE);
    const plan = memoryPlan({
      ...input,
      count,
      tensorParallel,
      pipelineParallel: count / tensorParallel,
      attentionDataParallel: 1,
    });
    if (plan.fits) return plan;
  }
  return undefined;
}

/**
 * Bits per weight, averaged over all parameters, at which the model would still leave room for
 * `concurrency` requests of `context` tokens; negative or tiny where nothing would.
 */
export function bitsPerWeightThatFit(input: MemoryPlanInput): number {
  const d = resolveDeployment(input);
  const reserve = engineReserve(d);
  const plan = memoryPlan(input);
  const requests = Math.ceil((input.concurrency ?? 1) / plan.replicas);
  const cache = sequenceBytes(kvCost(d), plan.context) * requests;
  const room =
    d.memoryUtilisation * driverMemory(d.gpu) - reserve.activation - reserve.nonTorch - cache;
  return (room * (d.count / plan.replicas) * 8) / d.model.totalParams;
}

/** What `fit` prints: the plan asked for, the smallest count, and the precision that would fit. */
export interface FitReport {
  readonly schema: 'steelyard.fit-report/1';
  readonly plan: MemoryPlan;
  /** Absent where not even 64 GPUs hold it. */
  readonly smallest?: MemoryPlan;
  readonly bitsPerWeightThatFit: number;
  /** Precisions, widest first, at which the asked-for box fits. */
  readonly precisionsThatFit: readonly Precision[];
}

const WIDEST_FIRST: readonly Precision[] = [
  'fp32',
  'bf16',
  'fp8',
  'int8',
  'nvfp4',
  'mxfp4',
  'int4',
];

/** The answer of `steelyard fit`; throws RangeError for an unknown model or GPU. */
export function fitPlan(input: MemoryPlanInput): FitReport {
  const smallest = smallestFit(input);
  return {
    schema: 'steelyard.fit-report/1',
    plan: memoryPlan(input),
    ...(smallest === undefined ? {} : { smallest }),
    bitsPerWeightThatFit: bitsPerWeightThatFit(input),
    precisionsThatFit: WIDEST_FIRST.filter((precision) => memoryPlan({ ...input, precision }).fits),
  };
}
