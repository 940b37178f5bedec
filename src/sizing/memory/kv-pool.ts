/** Figures of an engine's start-up profile, all per GPU and in one unit (bytes, or GiB). */
export interface PoolProfile {
  readonly total: number;
  /** Share of the total that the engine may take, 0..1. */
  readonly utilisation: number;
  readonly weights: number;
  readonly activation: number;
  readonly nonTorch: number;
}

/**
 * Memory left for the KV cache: utilisation x total - weights - activation - non-torch, the identity by
 * which vLLM sizes its cache. Negative where the weights do not fit. CUDA graphs stand outside of it.
 */
export const kvPool = (p: PoolProfile): number =>
  p.utilisation * p.total - p.weights - p.activation - p.nonTorch;
