import type { z } from 'zod';
import type { Result } from '../base/index.ts';
import { type Acceptance, acceptanceSchema } from './acceptance.ts';
import { type AnswerKey, answerKeySchema } from './answer-key.ts';
import { checkAcceptance } from './checks/check-acceptance.ts';
import { checkFleet } from './checks/check-fleet.ts';
import { checkMockFleet } from './checks/check-mock-fleet.ts';
import { checkNeed } from './checks/check-need.ts';
import { checkPlan } from './checks/check-plan.ts';
import { checkPriceBook } from './checks/check-price-book.ts';
import { checkScenario } from './checks/check-scenario.ts';
import { type Fleet, fleetSchema } from './fleet.ts';
import { type MockFleet, mockFleetSchema } from './mock-fleet.ts';
import { type Need, needSchema } from './need.ts';
import { type Located, type ParseOptions, parseLocated, parseSpec } from './parse/parse-spec.ts';
import { type Plan, planSchema } from './plan.ts';
import { type PriceBook, priceBookSchema } from './price-book.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

/** A kind of user file: its schema, what its schema cannot say, and the keys by which it is recognised. */
export interface SpecKind<T> extends ParseOptions {
  readonly schema: z.ZodType<T>;
  readonly marks: readonly string[];
}

const kind = <T>(definition: SpecKind<T>): SpecKind<T> => definition;

/** Every kind of file that a person writes; the name is that of its JSON Schema as well. */
export const specKinds = {
  fleet: kind<Fleet>({ schema: fleetSchema, checks: [checkFleet], marks: ['endpoints', 'allow'] }),
  scenario: kind<Scenario>({
    schema: scenarioSchema,
    checks: [checkScenario],
    refuseSecrets: false,
    marks: ['kind', 'tasks', 'synthetic', 'language', 'strategy', 'title'],
  }),
  plan: kind<Plan>({
    schema: planSchema,
    checks: [checkPlan],
    marks: ['fleet', 'scenarios', 'load', 'repeats', 'slo'],
  }),
  acceptance: kind<Acceptance>({
    schema: acceptanceSchema,
    checks: [checkAcceptance],
    marks: ['terms'],
  }),
  need: kind<Need>({
    schema: needSchema,
    checks: [checkNeed],
    marks: ['workload', 'latency', 'privacy', 'team', 'budgetCny', 'users', 'accuracyMin'],
  }),
  'price-book': kind<PriceBook>({
    schema: priceBookSchema,
    checks: [checkPriceBook],
    marks: ['prices'],
  }),
  mock: kind<MockFleet>({ schema: mockFleetSchema, checks: [checkMockFleet], marks: ['boxes'] }),
  'answer-key': kind<AnswerKey>({
    schema: answerKeySchema,
    refuseSecrets: false,
    marks: ['schema', 'suite', 'tasks'],
  }),
} as const;

export type SpecKindName = keyof typeof specKinds;

type Parser<T> = (text: string, fileName: string) => Result<T>;

const parser =
  <T>(definition: SpecKind<T>): Parser<T> =>
  (text, fileName) =>
    parseSpec(definition.schema, text, fileName, definition);

export const parseFleet = parser(specKinds.fleet);
export const parseScenario = parser(specKinds.scenario);
export const parsePlan = parser(specKinds.plan);
export const parseAcceptance = parser(specKinds.acceptance);
export const parseNeed = parser(specKinds.need);
export const parsePriceBook = parser(specKinds['price-book']);
export const parseMockFleet = parser(specKinds.mock);
export const parseAnswerKey = parser(specKinds['answer-key']);

/** Fleet, scenario and plan with their places, for checks between files. */
export const locateFleet = (text: string, fileName: string): Result<Located<Fleet>> =>
  parseLocated(fleetSchema, text, fileName, specKinds.fleet);
export const locateScenario = (text: string, fileName: string): Result<Located<Scenario>> =>
  parseLocated(scenarioSchema, text, fileName, specKinds.scenario);
export const locatePlan = (text: string, fileName: string): Result<Located<Plan>> =>
  parseLocated(planSchema, text, fileName, specKinds.plan);
