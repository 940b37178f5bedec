/**
 * What a person writes: the schema, parser and defaults of fleet, scenario, plan, mock, answer key,
 * acceptance contract, need and price book, and the catalogue of GPUs and models they name. One zod
 * schema a file; parsing returns the value or all problems at once. Reads no file itself: edge/files
 * brings the text. The beginning of the pipeline.
 */
export {
  type Acceptance,
  type AcceptanceTerm,
  type AttestationTerm,
  acceptanceSchema,
  contextMetrics,
  latencyMetrics,
  type MetricTerm,
  rateMetrics,
  statistics,
} from './acceptance.ts';
export { type Answer, type AnswerKind, type AnswerOf, answerSchema } from './answer.ts';
export {
  type AnswerKey,
  answerKeySchema,
  type KeyTask,
  normalisedQuestion,
  questionFingerprint,
} from './answer-key.ts';
export {
  type DenseModel,
  findGpu,
  findModel,
  type Gpu,
  type GuideExtraCost,
  type GuideSystemPrice,
  gpus,
  guideExtraCosts,
  guideSystemPrices,
  type MlaDimensions,
  type Model,
  type MoeModel,
  models,
} from './catalog/index.ts';
export { checkFleet } from './checks/check-fleet.ts';
export { checkPlan } from './checks/check-plan.ts';
export { checkPlanAgainstFleet, chosenEndpoints } from './checks/check-plan-against-fleet.ts';
export { checkPlanAgainstScenarios } from './checks/check-plan-against-scenarios.ts';
export { checkScenario } from './checks/check-scenario.ts';
export { detectSpecKind } from './detect-kind.ts';
export { didYouMean, nearest } from './did-you-mean.ts';
export {
  type Box,
  type DirectEndpoint,
  type Endpoint,
  type FailoverEndpoint,
  type Fleet,
  fleetSchema,
  type Precision,
  type Price,
  precisionSchema,
  precisions,
  type ServerKind,
  servers,
  type VoteEndpoint,
} from './fleet.ts';
export { jsonSchemas } from './json-schemas.ts';
export {
  locateFleet,
  locatePlan,
  locateScenario,
  parseAcceptance,
  parseAnswerKey,
  parseFleet,
  parseMockFleet,
  parseNeed,
  parsePlan,
  parsePriceBook,
  parseScenario,
  type SpecKindName,
  specKinds,
} from './kinds.ts';
export { type Load, type LoadPoint, loadPoints, loadSchema } from './load.ts';
export { type MockFault, type MockFaultKind, mockFaultSchema } from './mock-fault.ts';
export {
  type MockAnswers,
  type MockBox,
  type MockChange,
  type MockDialect,
  type MockEngine,
  type MockFleet,
  type MockLaw,
  type MockServer,
  type MockTelemetry,
  mockChangeSchema,
  mockFleetSchema,
  mockServers,
} from './mock-fleet.ts';
export { type MockLie, type MockLieKind, mockLieSchema } from './mock-lie.ts';
export {
  type Need,
  needSchema,
  type PrivacyLevel,
  privacyLevels,
  type TeamStrength,
  teamStrengths,
  type Workload,
  workloads,
} from './need.ts';
export { type DataPath, type Finding, pathText } from './parse/finding.ts';
export { type Located, parseLocated, parseSpec } from './parse/parse-spec.ts';
export type { SpecSource } from './parse/spec-source.ts';
export { type Plan, planSchema, type Slo, sloSchema } from './plan.ts';
export { type PriceBook, type PriceEntry, priceBookSchema } from './price-book.ts';
export {
  type Generation,
  type GradedScenario,
  type Scenario,
  type ScenarioData,
  type Serialisation,
  type Strategy,
  type SyntheticScenario,
  scenarioKinds,
  scenarioSchema,
  serialisations,
  strategies,
  type Task,
} from './scenario.ts';
