import type { Estimate } from '../../base/index.ts';
import {
  requireCount,
  requireOpenShare,
  requirePositive,
  requireSample,
} from '../preconditions.ts';
import { mean } from '../sample.ts';

export interface ConfidenceSequenceOptions {
  /** Standard deviation (or sub-Gaussian bound; 1/2 for scores in 0..1, 1 for their differences). Default 1. */
  readonly sigma?: number;
  /** Variance of the normal mixture: 1 / rho2 is about the n at which the sequence is tightest. Default 0.01. */
  readonly rho2?: number;
  readonly confidence?: number;
}

/**
 * Half-width after t values of the normal-mixture confidence sequence for a mean (Robbins 1970; Howard et
 * al. 2021): sigma sqrt((t + 1/rho2) ln((t + 1/rho2) rho2 / alpha^2)) / t. Valid at all t at once.
 */
export function confidenceSequenceRadius(
  t: number,
  options: ConfidenceSequenceOptions = {},
): number {
  const { sigma = 1, rho2 = 0.01, confidence = 0.95 } = options;
  requireCount('t', t, 1);
  requirePositive('sigma', sigma);
  requirePositive('rho2', rho2);
  requireOpenShare('confidence', confidence);
  const total = t + 1 / rho2;
  return (sigma * Math.sqrt(total * Math.log((total * rho2) / (1 - confidence) ** 2))) / t;
}

/** Mean of the values so far with its anytime-valid interval; may be looked at after every value. */
export function meanConfidenceSequence(
  values: readonly number[],
  options: ConfidenceSequenceOptions = {},
): Estimate {
  requireSample('values', values);
  const radius = confidenceSequenceRadius(values.length, options);
  const center = mean(values);
  return {
    center,
    lo: center - radius,
    hi: center + radius,
    confidence: options.confidence ?? 0.95,
    n: values.length,
    method: 'confidence-sequence',
    warnings: [],
  };
}
