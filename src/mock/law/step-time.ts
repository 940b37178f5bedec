import type { HardwareLaw } from './hardware-law.ts';

/** What one engine step has to do. */
export interface StepWork {
  prefillTokens: number;
  /** (token, context token) pairs of the prefill chunks: n x offset + n x n / 2 each. */
  prefillPairs: number;
  /** Tokens verified or produced by decodes; above `decodes` with speculation. */
  decodeTokens: number;
  decodes: number;
  /** Context tokens that the decodes read. */
  contextTokens: number;
  /** Tokens drafted ahead of the step. */
  draftTokens: number;
  sequences: number;
}

/** Where the time of a step went; `totalMs` is not their sum where compute and memory overlap. */
export interface StepTime {
  totalMs: number;
  computeMs: number;
  memoryMs: number;
  communicationMs: number;
  overheadMs: number;
}

/** A draft token costs this share of reading the weights once (a small head or draft model). */
const DRAFT_SHARE = 0.03;

/**
 * Time of one step by the box's law, without jitter:
 *
 *     max(weights touched / (BW mbu), prefill FLOPs / (F mfuP) + decode FLOPs / (F mfuD))
 *       + attention pairs / (F mfuP) + context x kv bytes / (BW mbuKv)
 *       + 2 layers (all-reduce start + ring share) + overheads
 *
 * Of a mixture of experts, the share of experts touched by t tokens is 1 - (1 - k/E)^t.
 */
export function stepTime(law: HardwareLaw, work: StepWork): StepTime {
  const tokens = work.prefillTokens + work.decodeTokens;
  const touched = law.experts === 0 ? 0 : 1 - (1 - law.expertsPerToken / law.experts) ** tokens;
  const weights = law.denseWeightBytes + touched * law.expertWeightBytes;
  const weightsMs =
    (1e3 * weights * (1 + DRAFT_SHARE * (work.draftTokens / Math.max(1, work.decodes)))) /
    (law.bandwidthBytesPerS * law.mbuDecode);
  const productsMs =
    (1e3 *
      law.flopsPerToken *
      (work.prefillTokens / law.mfuPrefill + work.decodeTokens / law.mfuDecode)) /
    law.peakFlops;
  const attentionMs =
    (1e3 * law.attentionFlopsPerPair * work.prefillPairs) / (law.peakFlops * law.mfuPrefill);
  const kvMs =
    (1e3 * work.contextTokens * law.kvBytesPerToken) / (law.bandwidthBytesPerS * law.mbuKv);
  const communicationMs =
    law.gpus < 2
      ? 0
      : 2 *
        law.layers *
        (law.allReduceUs / 1e3 +
          (1e3 * ((2 * (law.gpus - 1)) / law.gpus) * tokens * law.hidden * 2) / law.linkBytesPerS);
  const overheadMs =
    law.stepOverheadMs +
    (law.layerOverheadUs * law.layers + law.sequenceOverheadUs * work.sequences) / 1e3;
  const totalMs =
    Math.max(weightsMs, productsMs) + attentionMs + kvMs + communicationMs + overheadMs;
  return {
    totalMs: totalMs * law.timeScale,
    computeMs: (productsMs + attentionMs) * law.timeScale,
    memoryMs: (weightsMs + kvMs) * law.timeScale,
    communicationMs: communicationMs * law.timeScale,
    overheadMs: overheadMs * law.timeScale,
  };
}
