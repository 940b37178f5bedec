import { type Bytes, bytes } from '../../base/index.ts';
import type { Gpu } from '../../spec/index.ts';
import type { Deployment } from '../deployment/deployment.ts';

export const GIB = 1024 ** 3;

/** What an engine takes beside weights and cache, as its start-up profile says or as we expect it. */
export interface EngineReserve {
  /** Peak of a profiling step, bytes per GPU. */
  readonly activation: Bytes;
  /** CUDA context, communication buffers, bytes per GPU. */
  readonly nonTorch: Bytes;
}

/**
 * Memory the driver reports, bytes. Where nobody measured it, 98.75% of the nameplate in GiB: measured
 * cards show 98.0 (24 GB GDDR) to 99.0% (80 GB HBM).
 */
export const driverMemory = (gpu: Gpu): Bytes =>
  bytes((gpu.driverMemoryGib ?? gpu.memoryGb * 0.9875) * GIB);

/**
 * The reserve of a vLLM-like engine. The peak of its profiling step is the sampler's work on the logits
 * of `maxNumSeqs` sequences over the whole vocabulary: 38.6 bytes each (float32 logits, their sorted
 * copy, indices and probabilities), within 0.15 GiB of all seven text-only H100 rows of
 * fixtures/sizing/vllm-memory-profile.csv. A mixture of experts is held to at least the only peak
 * measured of one, 7.38 GiB, in proportion to `maxNumSeqs`.
 */
export function engineReserve(d: Deployment): EngineReserve {
  const sampler = 38.6 * d.maxNumSeqs * d.model.vocab;
  const layer = d.maxBatchedTokens * Math.max(...layerWidths(d)) * 2 * 2;
  const expertFloor = d.model.arch === 'moe' ? 7.38 * GIB * (d.maxNumSeqs / 1024) : 0;
  const ranks = d.tensorParallel * d.attentionDataParallel;
  const nonTorch = ranks === 1 ? 0.13 : 0.55 + 0.125 * Math.max(0, Math.log2(ranks) - 1);
  return {
    activation: bytes(Math.max(sampler, layer, expertFloor)),
    nonTorch: bytes(nonTorch * GIB),
  };
}

const layerWidths = (d: Deployment): number[] => {
  const { model, tensorParallel } = d;
  return model.arch === 'dense'
    ? [model.hidden, (2 * model.ffn) / tensorParallel]
    : [model.hidden * model.moe.topK, (2 * model.moe.expertFfn * model.moe.topK) / tensorParallel];
};
