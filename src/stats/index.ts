/**
 * Estimates, tests, plans and fits on plain numbers, each with its uncertainty, its sample size and its
 * warnings. Pure and complete in itself: knows nothing of endpoints, requests or tasks, reads nothing,
 * and draws random numbers only from the seed it is given. Every formula and its source stands in
 * docs/methods/statistics.md. Between `base` and `analysis` in the pipeline: analysis says what the
 * units are, stats says how sure one can be.
 *
 * Conventions: shares, never percent; `lost` = baseline right and candidate wrong, `gained` the reverse;
 * a difference is candidate - baseline; arguments outside their domain, and samples without a value,
 * throw RangeError.
 */
export {
  benjaminiHochberg,
  benjaminiYekutieli,
  holm,
  hommel,
} from './multiple/step-wise.ts';
export { type EquivalenceTest, equivalence } from './paired/equivalence.ts';
export { type Flips, type McnemarTest, mcnemar, mcnemarChiSquared } from './paired/mcnemar.ts';
export { newcombeDifference } from './paired/newcombe.ts';
export {
  type NonInferiorityTest,
  type NonInferiorityVerdict,
  nonInferiority,
} from './paired/non-inferiority.ts';
export { pairedDifference } from './paired/paired-difference.ts';
export type { PairedTable } from './paired/paired-table.ts';
export { type TangoCounts, tangoLimits, tangoZ } from './paired/tango.ts';
export { mcnemarPower, type PowerCurve, type TrueDifference } from './plan/mcnemar-power.ts';
export {
  type NonInferiorityPlan,
  requiredPairsNonInferior,
  requiredPairsNonInferiorNormal,
} from './plan/non-inferiority-plan.ts';
export { type DropPlan, requiredPairs, requiredPairsNormal } from './plan/required-pairs.ts';
export { tangoPower } from './plan/tango-power.ts';
export { clopperPearson } from './proportion/clopper-pearson.ts';
export { jeffreys } from './proportion/jeffreys.ts';
export { wilson } from './proportion/wilson.ts';
export { harrellDavisQuantile, nearestRankQuantile, quantile } from './quantile/quantile.ts';
export {
  type QuantileEstimate,
  type QuantileRanks,
  quantileInterval,
  quantileRanks,
  requiredForQuantile,
} from './quantile/quantile-interval.ts';
export { mean, median, sum, variance } from './sample.ts';
export {
  binomialCdf,
  binomialPmf,
  binomialQuantile,
  binomialUpperTail,
} from './special/binomial.ts';
export { chiSquaredCdf, chiSquaredQuantile, chiSquaredUpperTail } from './special/chi-squared.ts';
export { fCdf, fQuantile, fUpperTail } from './special/f-distribution.ts';
export {
  type BetaPoint,
  inverseRegularizedBeta,
  logRegularizedBeta,
  regularizedBeta,
} from './special/incomplete-beta.ts';
export {
  inverseRegularizedGamma,
  logRegularizedGammaQ,
  regularizedGammaP,
  regularizedGammaQ,
} from './special/incomplete-gamma.ts';
export { logBeta, logGamma } from './special/log-gamma.ts';
export { normalCdf, normalPdf, normalQuantile, normalUpperTail } from './special/normal.ts';
export { studentCdf, studentQuantile, studentTwoSided } from './special/student-t.ts';
