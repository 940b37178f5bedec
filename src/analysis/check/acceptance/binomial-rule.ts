import {
  binomialCdf,
  binomialUpperTail,
  clusteredError,
  normalQuantile,
  requiredForClaim,
} from '../../../stats/index.ts';
import type { GateResult } from '../schema.ts';

/** A sample of yes and no against a share of misses that is promised not to be exceeded. */
export interface MissRule {
  readonly result: GateResult;
  readonly misses: number;
  readonly n: number;
  /** Variance of the share over that of independent samples; at least 1. */
  readonly designEffect: number;
  /** Samples in all that would decide, if the share seen is the true one; absent where none would. */
  readonly total?: number;
  readonly warnings: readonly string[];
}

/** From so many blocks on their spread tells how dependent neighbours are. */
const FEWEST_BLOCKS = 5;

const POWER = 0.9;

/**
 * "At most `share` of samples miss", at one-sided `confidence`: PASS when as few misses would be rare
 * were the share larger, FAIL when as many would be rare were it smaller (exact binomial tails). The
 * rule by which early stopping of a percentile is judged: p95 within a limit is "at most 5% miss".
 * Neighbours in a block resemble each other; with five blocks and more the sample is shrunk by the
 * design effect that their spread shows, else `independence-assumed` stands.
 */
export function missRule(
  missed: readonly boolean[],
  blocks: readonly string[],
  share: number,
  confidence: number,
): MissRule {
  const n = missed.length;
  const misses = missed.filter(Boolean).length;
  const effect = designEffect(missed, blocks);
  const size = Math.max(1, Math.floor(n / effect.value));
  // Rounded against whoever would profit: up for PASS, down for FAIL.
  const up = Math.min(size, Math.ceil(misses / effect.value - 1e-9));
  const down = Math.floor(misses / effect.value + 1e-9);
  const alpha = 1 - confidence;
  const result: GateResult =
    binomialCdf(up, size, share) <= alpha
      ? 'PASS'
      : down > 0 && binomialUpperTail(down, size, share) <= alpha
        ? 'FAIL'
        : 'NOT PROVEN';
  const total = result === 'NOT PROVEN' ? samplesFor(misses, n, share, confidence) : undefined;
  return {
    result,
    misses,
    n,
    designEffect: effect.value,
    ...(total === undefined ? {} : { total: Math.ceil(total * effect.value) }),
    warnings: effect.known ? [] : ['independence-assumed'],
  };
}

function designEffect(
  missed: readonly boolean[],
  blocks: readonly string[],
): { readonly value: number; readonly known: boolean } {
  const known = new Set(blocks).size >= FEWEST_BLOCKS;
  const values = missed.map((m) => (m ? 1 : 0));
  const share = values.reduce<number>((s, v) => s + v, 0) / values.length;
  if (!known || share === 0 || share === 1) return { value: 1, known };
  const { corrected } = clusteredError(values, blocks);
  const plain = (share * (1 - share)) / values.length;
  return { value: Math.max(1, (corrected ?? 0) ** 2 / plain), known };
}

/**
 * Samples in all for 90% power on the side that the share seen is on; never fewer than what the misses
 * seen already demand. Without any miss: as many as pass if none follows.
 */
function samplesFor(
  misses: number,
  n: number,
  share: number,
  confidence: number,
): number | undefined {
  const seen = misses / n;
  if (misses === 0) return requiredForClaim(1 - share, 0, confidence);
  if (Math.abs(seen - share) < 1e-3 * share) return undefined;
  const [a, b] = [normalQuantile(confidence), normalQuantile(POWER)];
  const reach = a * Math.sqrt(share * (1 - share)) + b * Math.sqrt(seen * (1 - seen));
  const needed = Math.ceil((reach / (seen - share)) ** 2);
  const floor = seen < share ? requiredForClaim(1 - share, misses, confidence) : n + 1;
  return Math.max(needed, floor, n + 1);
}
