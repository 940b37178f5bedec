import { allReduceUs } from './collective.ts';
import type { MachineFacts } from './machine-facts.ts';
import type { Parameters } from './parameters.ts';

/** A soft maximum: differentiable, and above the larger where both limits are close. */
const softMax = (a: number, b: number): number => {
  const a2 = a * a;
  const b2 = b * b;
  return Math.sqrt(Math.sqrt(a2 * a2 + b2 * b2));
};

/**
 * Share of the experts that `tokens` tokens visit: 1 - (1 - topK / count)^tokens, with an exponent on
 * the tokens since real routing is skewed and tokens of one text agree.
 */
export function expertShare(count: number, topK: number, tokens: number, skew: number): number {
  return 1 - (1 - topK / count) ** (tokens <= 1 ? 1 : tokens ** skew);
}

/** Seconds that the weights of a step with so many tokens take to read. */
function weightSeconds(m: MachineFacts, p: Parameters, tokens: number): number {
  const experts =
    m.experts === undefined
      ? 0
      : m.expertBytes * expertShare(m.experts.count, m.experts.topK, tokens, p.expertSkew);
  return (m.commonBytes + experts) / (m.bandwidth * p.mbuWeights);
}

/** Seconds of the collectives of a step: two per layer, and a dispatch and combine per expert layer. */
function collectiveSeconds(m: MachineFacts, p: Parameters, tokensPerRank: number): number {
  const attention =
    2 * m.layers * allReduceUs(m.host, m.tensorParallel, tokensPerRank * m.hidden * 2);
  const exchange =
    m.experts === undefined || m.attentionCopies === 1
      ? 0
      : m.experts.layers *
        2 *
        allReduceUs(
          m.host,
          m.attentionCopies,
          (tokensPerRank * m.experts.topK * m.hidden * 2) / m.attentionCopies,
        );
  return (attention + exchange) * 1e-6 * p.collective;
}

/** Seconds of one decode step of `batch` sequences that hold `context` tokens each. */
export function decodeStepSeconds(
  m: MachineFacts,
  p: Parameters,
  batch: number,
  context: number,
): number {
  const perCopy = batch / m.attentionCopies;
  const flops = m.commonFlopsPerToken * perCopy + m.expertFlopsPerToken * batch;
  const cacheBytes =
    perCopy * (context * m.kv.full + Math.min(context, m.kv.window) * m.kv.windowed);
  return (
    softMax(weightSeconds(m, p, batch), flops / (m.flops * p.mfuDecode)) +
    cacheBytes / (m.bandwidth * p.mbuKv) +
    collectiveSeconds(m, p, perCopy) +
    (m.layers * p.layerUs + p.stepUs + perCopy * p.sequenceUs) * 1e-6
  );
}

/** Seconds of prefill work for `fresh` new tokens after `cached` ones, alone on its attention copy. */
export function prefillSeconds(
  m: MachineFacts,
  p: Parameters,
  fresh: number,
  cached: number,
): number {
  // Experts are shared: while one copy prefills, the others are taken to do the same.
  const flops = (m.commonFlopsPerToken + m.expertFlopsPerToken * m.attentionCopies) * fresh;
  const pairs = fresh * cached + (fresh * fresh) / 2;
  return (
    softMax(weightSeconds(m, p, fresh), flops / (m.flops * p.mfuPrefill)) +
    (m.attentionFlopsPerTokenPair * pairs) / (m.attentionFlops * p.mfuAttention) +
    collectiveSeconds(m, p, fresh) +
    (m.layers * p.layerUs + p.stepUs) * 1e-6
  );
}
