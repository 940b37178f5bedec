/**
 * What a box can do and what it costs: memory, speed and cost models, calibrated by operating points
 * that were measured, and the plans they recommend. Pure functions of catalogue, need and calibration;
 * knows no endpoint, record or file. Stands between analysis, whose operating points it learns from,
 * and report, which shows its answers.
 */
export {
  type Calibration,
  type CalibrationGroup,
  calibrationSchema,
} from './calibration/calibration.ts';
export { type FitOptions, fitCalibration } from './calibration/fit-calibration.ts';
export type { Origin, SizingParameter } from './calibration/sizing-parameter.ts';
export {
  type BreakEven,
  type BreakEvenInput,
  breakEven,
  localCnyPerMonth,
} from './cost/break-even.ts';
export { guidePriceBook } from './cost/guide-price-book.ts';
export { type HardwarePrice, hardwarePrice } from './cost/hardware-price.ts';
export { addMoney, type MoneyRange, scaleMoney, sumMoney } from './cost/money-range.ts';
export { meanWatts, powerCnyPerYear } from './cost/power.ts';
export { type ApiPrice, apiCallCny, type TokenCost, tokenCost } from './cost/token-cost.ts';
export { type CostItem, type TotalCost, totalCost } from './cost/total-cost.ts';
export {
  type Deployment,
  type DeploymentInput,
  resolveDeployment,
} from './deployment/deployment.ts';
export type { Bilingual } from './guide/bilingual.ts';
export { LEAST_RUNS } from './guide/combine-runs.ts';
export {
  type ClaimState,
  claimStates,
  type Guide,
  type GuideClaim,
  type GuideContradiction,
  guideSchema,
} from './guide/guide.ts';
export { type GuideTable, guideTables } from './guide/guide-tables.ts';
export { type LedgerInput, ledger } from './guide/ledger.ts';
export type { Observation, RunEvidence } from './guide/run-evidence.ts';
export { sections as guideSections } from './guide/sections.ts';
export { bitsPerWeightThatFit, type FitReport, fitPlan, smallestFit } from './memory/fitting.ts';
export { kvPool, type PoolProfile } from './memory/kv-pool.ts';
export { type MemoryPlan, type MemoryPlanInput, memoryPlan } from './memory/memory-plan.ts';
export { type WeightBytes, weightBytes } from './memory/weights.ts';
export {
  capacityAtSlo,
  type LatencyQuantiles,
  type OpenLoadInput,
  type OpenLoadPrediction,
  predictOpenLoad,
  type SpeedSlo,
} from './prediction/open-load.ts';
export { type PredictInput, type Prediction, predict } from './prediction/predict.ts';
export type { MeasuredAccuracy } from './recommend/accuracy-evidence.ts';
export {
  diffRecommendations,
  type RecommendationDiff,
  recommendationDiffSchema,
} from './recommend/diff-recommendations.ts';
export { type GuideAdvice, guideAdvice } from './recommend/fired-rules.ts';
export { type GuideRule, guideRules } from './recommend/guide-rules.ts';
export { type RecommendOptions, recommend } from './recommend/recommend.ts';
export {
  type CloudPlan,
  type LocalPlan,
  type RankedPlan,
  type Recommendation,
  recommendationSchema,
} from './recommend/recommendation.ts';
