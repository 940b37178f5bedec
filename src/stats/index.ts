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
  type ChangePoint,
  type ChangePointOptions,
  changePoints,
} from './change/change-points.ts';
export { type EnergyStatistics, energyStatistics } from './change/energy.ts';
export {
  type ClusteredDifference,
  clusteredDifference,
  clusteredMean,
} from './cluster/clustered-mean.ts';
export { clusteredProportion } from './cluster/clustered-proportion.ts';
export { type ClusteredError, type ClusterId, clusteredError } from './cluster/clusters.ts';
export {
  type EpochItem,
  type EpochPlan,
  epochDifference,
  requiredItems,
  type VarianceComponents,
  varianceComponents,
} from './cluster/epochs.ts';
export { passAtK, passHatK } from './cluster/pass-at-k.ts';
export { type Correlation, kendall, pearson, spearman } from './correlation/correlation.ts';
export { type LinearFit, linearFit } from './correlation/linear-fit.ts';
export { type CochranTest, cochranQ } from './multiple/cochran-q.ts';
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
export {
  type ClusterAssumption,
  type ComparisonPlan,
  type ComparisonQuestion,
  designEffect,
  planComparison,
} from './plan/comparison-plan.ts';
export {
  type DetectableDropQuery,
  detectableDrop,
  detectableDropNormal,
} from './plan/detectable-drop.ts';
export { mcnemarPower, type PowerCurve, type TrueDifference } from './plan/mcnemar-power.ts';
export {
  type NonInferiorityPlan,
  requiredPairsNonInferior,
  requiredPairsNonInferiorNormal,
} from './plan/non-inferiority-plan.ts';
export { type DropPlan, requiredPairs, requiredPairsNormal } from './plan/required-pairs.ts';
export { tangoPower } from './plan/tango-power.ts';
export { requiredPerArm, type UnpairedPlan } from './plan/unpaired.ts';
export { allowedErrors, type ClaimPlan, planClaim, requiredForClaim } from './proportion/claim.ts';
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
export { cliffsDelta, hodgesLehmann } from './rank/hodges-lehmann.ts';
export {
  type MannWhitneyOptions,
  type MannWhitneyTest,
  mannWhitney,
} from './rank/mann-whitney.ts';
export { type BatchOptions, batchEstimate, runEstimate } from './resample/batch-estimate.ts';
export {
  type BootstrapEstimate,
  type BootstrapOptions,
  bootstrap,
} from './resample/bootstrap.ts';
export {
  type BlockOptions,
  blockBootstrap,
  clusterBootstrap,
} from './resample/grouped-bootstrap.ts';
export { type SignFlipOptions, type SignFlipTest, signFlipTest } from './resample/sign-flip.ts';
export { mean, median, sum, variance } from './sample.ts';
export {
  type ConfidenceSequenceOptions,
  confidenceSequenceRadius,
  meanConfidenceSequence,
} from './sequential/confidence-sequence.ts';
export { directedEProcess, eProcess, type FlipPrior } from './sequential/e-process.ts';
export {
  type GroupSequentialPlan,
  groupSequentialBounds,
  repeatedLooksError,
} from './sequential/group-sequential.ts';
export {
  type ClusterDifferences,
  type SequentialNonInferiority,
  type SequentialNonInferiorityOptions,
  sequentialNonInferiority,
} from './sequential/non-inferiority-process.ts';
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
export { type WelchDifference, welchDifference } from './unpaired/welch.ts';
export { correlatedMajorityAccuracy, majorityAccuracy, votersNeeded } from './vote/majority.ts';
