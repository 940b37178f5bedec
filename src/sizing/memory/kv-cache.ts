import { type Bytes, bytes } from '../../base/index.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { cacheBytesPerElement } from './quantisation.ts';

/** What one sequence's cache costs a GPU: full layers grow with the context, windowed ones stop. */
export interface KvCost {
  /** Bytes per token and GPU, of layers that see the whole context. */
  readonly fullBytesPerToken: Bytes;
  /** Bytes per token and GPU, of layers that look back over `window` tokens. */
  readonly windowedBytesPerToken: Bytes;
  /** Tokens; absent without windowed layers. */
  readonly window?: number;
  /** How many GPUs share one token's cache (1 where each holds all of it). */
  readonly shards: number;
}

/**
 * The cache's cost per GPU. MLA keeps one latent vector for all heads, so that every tensor-parallel
 * rank holds a full copy; grouped queries are copied once ranks outnumber KV heads.
 */
export function kvCost(d: Deployment): KvCost {
  const { model } = d;
  const shards =
    model.attention === 'MLA'
      ? 1
      : model.kvHeads / Math.ceil(model.kvHeads / Math.min(d.tensorParallel, model.kvHeads));
  const perToken =
    (model.kvElementsPerToken * cacheBytesPerElement(d.kvPrecision)) / shards / d.pipelineParallel;
  const windowedShare =
    model.slidingWindow === undefined ? 0 : model.slidingWindow.layers / model.layers;
  return {
    fullBytesPerToken: bytes(perToken * (1 - windowedShare)),
    windowedBytesPerToken: bytes(perToken * windowedShare),
    ...(model.slidingWindow === undefined ? {} : { window: model.slidingWindow.window }),
    shards,
  };
}

/** Bytes a sequence of that many tokens takes on each GPU, in whole blocks. */
export function sequenceBytes(cost: KvCost, tokens: number, blockSize = 16): Bytes {
  const held = Math.ceil(tokens / blockSize) * blockSize;
  const windowed = cost.window === undefined ? held : Math.min(held, cost.window);
  return bytes(held * cost.fullBytesPerToken + windowed * cost.windowedBytesPerToken);
}

/** Longest single sequence, in whole blocks, that the pool of each GPU holds; 0 for an empty pool. */
export function poolTokens(cost: KvCost, poolBytesPerGpu: number, blockSize = 16): number {
  if (poolBytesPerGpu <= 0) return 0;
  const both = cost.fullBytesPerToken + cost.windowedBytesPerToken;
  const inWindow = poolBytesPerGpu / both;
  const tokens =
    cost.window === undefined || inWindow <= cost.window
      ? inWindow
      : (poolBytesPerGpu - cost.window * cost.windowedBytesPerToken) / cost.fullBytesPerToken;
  return Math.floor(tokens / blockSize) * blockSize;
}
