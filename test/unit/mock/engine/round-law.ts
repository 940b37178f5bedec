import type { EngineSettings, HardwareLaw } from '../../../../src/mock/index.ts';

/**
 * A law of round numbers: weights 10 ms a step, 1 ms for 100 prefill tokens of products, 0.5 ms a
 * decode token of products, 0.001 ms a context token, 2 ms overhead, one GPU.
 */
export const roundLaw: HardwareLaw = {
  denseWeightBytes: 10e9,
  expertWeightBytes: 0,
  experts: 0,
  expertsPerToken: 0,
  flopsPerToken: 1e10,
  attentionFlopsPerPair: 0,
  kvBytesPerToken: 1e6,
  peakFlops: 2e15,
  bandwidthBytesPerS: 2e12,
  mfuPrefill: 0.5,
  mfuDecode: 0.01,
  mbuDecode: 0.5,
  mbuKv: 0.5,
  stepOverheadMs: 2,
  layerOverheadUs: 0,
  sequenceOverheadUs: 0,
  requestOverheadMs: 0,
  gpus: 1,
  layers: 32,
  hidden: 4096,
  allReduceUs: 0,
  linkBytesPerS: 1e12,
  jitter: 0,
  timeScale: 1,
  kvTokens: 100_000,
  memoryBytes: 80e9,
  weightBytes: 10e9,
  tdpW: 700,
};

export const roundEngine: EngineSettings = {
  maxNumSeqs: 64,
  maxBatchedTokens: 2048,
  blockSize: 16,
  kvBlocks: 6250,
  prefixCache: true,
  cacheAnywhere: false,
  chunkedPrefill: true,
  speculative: undefined,
  law: roundLaw,
  slowDown: 1,
};
