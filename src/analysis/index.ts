/**
 * Records and verdicts -> windows, cells, validity, comparisons and rankings: what a run says, with
 * its doubt. Pure functions of the run directory's content; draws nothing and asks no endpoint.
 */
export { type AaEndpoint, type AaResult, aaSchema } from './aa/schema.ts';
export { selfComparison } from './aa/self-comparison.ts';
export { type AbInput, compareEndpoints } from './ab/compare-endpoints.ts';
export {
  type AbAccuracy,
  type AbFlip,
  type AbPerformance,
  type AbResult,
  type AbShare,
  type AbSlice,
  abSchema,
} from './ab/schema.ts';
export {
  type AccuracyComparison,
  compareAccuracy,
  itemsToSeparate,
} from './bakeoff/compare-accuracy.ts';
export { type PairedItem, pairedItems } from './bakeoff/paired-items.ts';
export { type BakeoffInput, DEFAULT_MARGIN, rankEndpoints } from './bakeoff/rank-endpoints.ts';
export {
  type Bakeoff,
  type BakeoffPair,
  type BakeoffRow,
  bakeoffSchema,
} from './bakeoff/schema.ts';
export {
  type AcceptanceInput,
  gateAcceptance,
  latenciesOf,
} from './check/acceptance/gate-acceptance.ts';
export { type History, historyOf, historySchema } from './check/history.ts';
export { gateRegression, type RegressionInput } from './check/regression/gate-regression.ts';
export type { CheckSide } from './check/regression/side.ts';
export { parseThreshold, type Threshold } from './check/regression/threshold.ts';
export {
  type Check,
  type CheckReason,
  type CheckTerm,
  checkSchema,
  type GateResult,
} from './check/schema.ts';
export { type Floor, type FloorFigure, type FloorPhase, floorSchema } from './floor/schema.ts';
export {
  type FloorLoad,
  type FloorSample,
  floorWarnings,
  STAMP_DIGITS,
  summarizePhase,
} from './floor/summarize-floor.ts';
export {
  differingKeys,
  endpointKeys,
  type KeyDifference,
  type ResultKeys,
} from './keys/endpoint-keys.ts';
export { compareLenses } from './lens/compare-lenses.ts';
export {
  type DefinitionId,
  type LensCell,
  type LensPercentile,
  type LensRow,
  type LensSpans,
  type LensTable,
  lensTableSchema,
} from './lens/schema.ts';
export type { OperatingPoint } from './operating-point.ts';
export { operatingPoints } from './operating-points.ts';
export {
  DEFAULT_ICC,
  type PlanSize,
  type PlanSizeQuestion,
  planSize,
  planSizeSchema,
} from './plan-size.ts';
export {
  type DifferenceReason,
  type LoadAt,
  type LoadOverTime,
  type Reconcile,
  type ReconcileRow,
  reconcileSchema,
} from './reconcile/index.ts';
export {
  ladderOf as searchLadder,
  mostSteps,
  nextLoad,
  type SearchMove,
  type SearchSettings,
} from './search/next-load.ts';
export type { SearchResult, SearchStep } from './search/schema.ts';
export { type SearchFold, searchFold } from './search/search-fold.ts';
export { loadOf, searchResults } from './search/search-results.ts';
export { accuracyOf } from './summary/accuracy.ts';
export { type CellKey, cellId, cellKeyOf } from './summary/cell-key.ts';
export type { SummaryContext } from './summary/context.ts';
export { distribution } from './summary/distribution.ts';
export { type ItemScore, type ItemScores, itemScores } from './summary/item-scores.ts';
export { type Objective, objectiveOf } from './summary/objective.ts';
export {
  type Accuracy,
  type Cell,
  type Distribution,
  type Figure,
  type Latency,
  type LatencyId,
  latencyIds,
  type MeasurementWindow,
  type PercentileName,
  type Proportion,
  percentileNames,
  quantileOf,
  type Summary,
  summarySchema,
  type Validity,
  type ValidityCheck,
  type ValidityVerdict,
} from './summary/schema.ts';
export { type SteadyStart, type SteadyStates, steadyStates } from './summary/steady-state.ts';
export {
  type CellItems,
  type CellLatencies,
  type Summarizer,
  summarizer,
} from './summary/summarize.ts';
export { leanPage } from './telemetry/index.ts';
export {
  type LatencySample,
  type LatencySamples,
  latencySamples,
} from './units/latency-samples.ts';
export { type RunUnits, runUnits } from './units/run-units.ts';
export type { TaskFacts, TaskRunUnit } from './units/task-run-unit.ts';
export type { CellEvidence } from './validity/evidence.ts';
export { judgeValidity } from './validity/judge-validity.ts';
export { defaultThresholds, type Thresholds, thresholdsOf } from './validity/thresholds.ts';
