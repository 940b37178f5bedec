import { z } from 'zod';
import { answerSchema } from './answer.ts';
import { bilingual, count, identifier } from './primitives.ts';

export const strategies = ['inline', 'chunked', 'multi-turn', 'agent'] as const;
export const serialisations = ['markdown', 'csv', 'json', 'html', 'key-value'] as const;
export const scenarioKinds = [
  'excel',
  'sql',
  'summary',
  'classify',
  'intent',
  'contract',
  'dialogue',
  'creative',
  'synthetic',
] as const;

export const strategySchema = z.enum(strategies);
export const serialisationSchema = z.enum(serialisations);

const generation = z.strictObject({
  maxTokens: count.default(1024),
  temperature: z.number().min(0).max(2).default(0),
  topP: z.number().gt(0).max(1).optional(),
  seed: z.number().int().optional(),
  /** Asks the server to go on to maxTokens (`ignore_eos`), for calibration grids. */
  ignoreEos: z.boolean().default(false),
  stop: z.array(z.string()).optional(),
});

const data = z.union([
  z.strictObject({
    /** Path of an .xlsx file, relative to the scenario file. */
    workbook: z.string().min(1),
    /** Sheets put into the prompt; default: all visible. */
    sheets: z.array(z.string()).optional(),
  }),
  z.strictObject({
    engine: z.enum(['sqlite', 'duckdb', 'postgres']),
    /** Path of a script that builds tables and rows, relative to the scenario file. */
    schema: z.string().min(1),
    seedData: z.string().min(1).optional(),
    /** Further instances of the database (scripts or files) on which a right query must also be right. */
    instances: z.array(z.string().min(1)).optional(),
  }),
  z.strictObject({
    engine: z.enum(['sqlite', 'duckdb', 'postgres']),
    /** Path of a ready database file, relative to the scenario file. */
    database: z.string().min(1),
    /** DDL shown to the model; default: read from the database. */
    schema: z.string().min(1).optional(),
    instances: z.array(z.string().min(1)).optional(),
  }),
  z.strictObject({ text: z.string().min(1) }),
]);

const task = z.strictObject({
  id: identifier,
  category: identifier,
  question: z.string().min(1),
  answer: answerSchema,
  /** Items of one cluster share a workbook, template or core and are not independent. */
  cluster: z.string().min(1).optional(),
  difficulty: z.enum(['easy', 'medium', 'hard']).optional(),
  /** A golden answer is a claim: set where somebody disputes it. */
  disputed: z.string().min(1).optional(),
  source: z.string().min(1).optional(),
});

const common = {
  id: identifier,
  title: bilingual,
  language: z.enum(['zh', 'en']),
  version: z.string().min(1).default('1'),
  strategy: strategySchema.default('inline'),
  serialisation: serialisationSchema.default('markdown'),
  generation: generation.prefault({}),
};

const graded = z.strictObject({
  ...common,
  kind: z.enum(scenarioKinds).exclude(['synthetic']),
  data: data.optional(),
  tasks: z.array(task).min(1),
});

/** Ungraded load of a fixed shape, for calibration grids, traces and floors. */
const synthetic = z.strictObject({
  ...common,
  kind: z.literal('synthetic'),
  synthetic: z.strictObject({
    inputTokens: count,
    outputTokens: count,
    items: count.default(64),
    /** Turns of a conversation; each adds `inputTokens` of its own to the history it carries along. */
    turns: count.default(1),
  }),
});

export const scenarioSchema = z.discriminatedUnion('kind', [graded, synthetic]);

export type Scenario = z.output<typeof scenarioSchema>;
export type GradedScenario = z.output<typeof graded>;
export type SyntheticScenario = z.output<typeof synthetic>;
export type Task = z.output<typeof task>;
export type Generation = z.output<typeof generation>;
export type ScenarioData = z.output<typeof data>;
export type Strategy = z.output<typeof strategySchema>;
export type Serialisation = z.output<typeof serialisationSchema>;
