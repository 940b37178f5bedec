import { z } from 'zod';
import { type LensId, lenses, lensFigures } from '../../metric/index.ts';

const reason = z.string().min(1);

/** Percentiles that a lens shows. */
export const lensPercentiles = { p50: 0.5, p90: 0.9, p99: 0.99 } as const;
export type LensPercentile = keyof typeof lensPercentiles;

/**
 * A span in ms by one definition: `n` samples (requests, gaps or tokens, as the tool pools them) from
 * `requests` requests. Other tools print percentiles of any sample: `unsupported` names those that this
 * sample cannot bound from above at 95%. Ours are left out instead.
 */
const spans = z.strictObject({
  n: z.number().int().positive(),
  requests: z.number().int().positive(),
  mean: z.number(),
  p50: z.number().optional(),
  p90: z.number().optional(),
  p99: z.number().optional(),
  unsupported: z.array(z.enum(['p50', 'p90', 'p99'])),
});

const figure = z.union([spans, z.strictObject({ absent: reason })]);

/** `steelyard` is our own definition; the others are named as `--as` takes them. */
export const definitionIds = ['steelyard', ...(Object.keys(lenses) as LensId[])] as const;
export type DefinitionId = (typeof definitionIds)[number];

const row = z.strictObject({
  definition: z.enum(definitionIds),
  ttftMs: figure,
  itlMs: figure,
  tpotMs: figure,
  e2eMs: figure,
  outputTokensPerS: z.union([z.number(), z.strictObject({ absent: reason })]),
});

const cell = z.strictObject({
  endpoint: z.string(),
  scenario: z.string(),
  strategy: z.string(),
  serialisation: z.string().optional(),
  loadPoint: z.number().int(),
  /** Measured requests, and those of them that completed: the others have no figure in any definition but ours, where they rank above all. */
  requests: z.number().int(),
  completed: z.number().int(),
  rows: z.array(row),
});

const differences = z.partialRecord(z.enum(lensFigures), z.array(z.string()));

/** lens.json: the same records under several definitions, cell by cell. */
export const lensTableSchema = z.strictObject({
  schema: z.literal('steelyard.lens/1'),
  runId: z.string(),
  /** Why each definition differs from ours, by figure, as codes. */
  differences: z.array(
    z.strictObject({
      definition: z.enum(definitionIds),
      percentile: z.enum(['linear', 'nearest-rank', 'floor-index']),
      by: differences,
    }),
  ),
  cells: z.array(cell),
});

export type LensTable = z.output<typeof lensTableSchema>;
export type LensCell = z.output<typeof cell>;
export type LensRow = z.output<typeof row>;
export type LensSpans = z.output<typeof figure>;
