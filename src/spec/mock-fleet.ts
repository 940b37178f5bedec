import { z } from 'zod';
import { precisionSchema } from './fleet.ts';
import { mockFaultSchema } from './mock-fault.ts';
import { mockLieSchema } from './mock-lie.ts';
import { count, identifier, positive, shareOfOne, whole } from './primitives.ts';

const share = shareOfOne;
const nonNegative = z.number().nonnegative();

export const mockServers = ['vllm', 'tgi', 'lmdeploy', 'sglang', 'llamacpp'] as const;

const dialect = z.strictObject({
  server: z.enum(mockServers).optional(),
  /** The newest that is built is `current`. */
  version: z
    .union([z.string().min(1), z.number()])
    .transform(String)
    .optional(),
  /** Seconds after which an idle connection is closed. */
  keepAliveS: positive.optional(),
});

/**
 * The hardware law. GPU and model are ids of the catalogue; each figure below replaces what follows
 * from them. Shares are of the peak; a law without a catalogue entry gives the four raw figures.
 */
const law = z.strictObject({
  gpu: z.string().min(1).optional(),
  count: count.optional(),
  model: z.string().min(1).optional(),
  precision: precisionSchema.optional(),
  kvPrecision: precisionSchema.optional(),
  /** Raw figures of the whole box. */
  weightBytes: positive.optional(),
  flopsPerToken: positive.optional(),
  kvBytesPerToken: positive.optional(),
  peakTflops: positive.optional(),
  bandwidthGBs: positive.optional(),
  layers: count.optional(),
  hidden: count.optional(),
  memoryGB: positive.optional(),
  gpuMemoryUtilization: share.optional(),
  mfuPrefill: share.optional(),
  mfuDecode: share.optional(),
  mbuDecode: share.optional(),
  mbuKv: share.optional(),
  stepOverheadMs: nonNegative.optional(),
  layerOverheadUs: nonNegative.optional(),
  /** Per sequence in a step. */
  sequenceOverheadUs: nonNegative.optional(),
  /** Per request, before it reaches the scheduler: parsing, templates, tokenising. */
  requestOverheadMs: nonNegative.optional(),
  /** Fixed part of one all-reduce; two a layer where the box has more than one GPU. */
  allReduceUs: nonNegative.optional(),
  /** Bandwidth of one all-reduce, GB/s. */
  linkGBs: positive.optional(),
  /** Log-normal spread of a step's time; 0 is exact. */
  jitter: nonNegative.optional(),
  /** All times of the law times this: a big model that answers quickly in a demo. */
  timeScale: positive.optional(),
});

const speculative = z.strictObject({ tokens: count, acceptance: share });

const engine = z.strictObject({
  maxNumSeqs: count.optional(),
  maxBatchedTokens: count.optional(),
  maxModelLen: count.optional(),
  blockSize: count.optional(),
  /** KV blocks; default: what the law's memory leaves. */
  kvBlocks: count.optional(),
  prefixCache: z.boolean().optional(),
  /** False: a prompt is prefilled whole, in a step of its own. */
  chunkedPrefill: z.boolean().optional(),
  /** false switches it off. */
  speculative: z.union([speculative, z.literal(false)]).optional(),
  /** Tokens per chunk after the first, which leaves at once. */
  streamInterval: count.optional(),
  /** Waiting requests beyond this are refused where the dialect does so. */
  maxQueue: count.optional(),
  /** Whether usage names cached prompt tokens; default: as the dialect does. */
  reportCached: z.boolean().optional(),
  apiKeys: z.array(z.string().min(1)).optional(),
});

/** What becomes of accuracy when something rises: `loss` is taken off beyond `above`. */
const decline = z.strictObject({ above: nonNegative, loss: share });

const answers = z.strictObject({
  /** Answer-key files, relative to this file. */
  keys: z
    .union([
      z
        .string()
        .min(1)
        .transform((file) => [file]),
      z.array(z.string().min(1)).min(1),
    ])
    .optional(),
  /** One figure, or one per task category; `default` is for the rest. */
  accuracy: z
    .union([share.transform((all) => ({ default: all })), z.record(z.string(), share)])
    .optional(),
  /** Whose errors this box shares. 1: nested, the weaker box misses all that the stronger one misses. */
  errorsWith: z
    .strictObject({ box: identifier, latentCorrelation: z.number().min(-1).max(1) })
    .optional(),
  /** Share of answers that differ from the item's usual one, drawn anew for each request. */
  nondeterminism: share.optional(),
  /** Prompt tokens before the question beyond which accuracy falls. */
  depth: decline.optional(),
  /** Running requests beyond which accuracy falls. */
  load: decline.optional(),
  /** Accuracy lost per hour since the start. */
  lossPerHour: share.optional(),
  /** Shapes of rendered answers to draw from. */
  shapes: z
    .array(z.enum(['bare', 'prose', 'steps', 'json', 'fence', 'table']))
    .min(1)
    .optional(),
  /** Reasoning before the answer: as the dialect's field, or as tags in the content. */
  reasoning: z
    .union([z.strictObject({ tokens: count, as: z.enum(['field', 'tags']) }), z.literal(false)])
    .optional(),
  /** Length of an answer to a prompt that no key knows, where it may end by itself. */
  fillerTokens: count.optional(),
});

/** What the GPU page shows as the limit, beside what follows from the load. */
const telemetry = z.strictObject({
  limit: z
    .enum(['none', 'compute', 'memory-bandwidth', 'scheduler', 'power', 'thermal'])
    .optional(),
  gpuPage: z.boolean().optional(),
});

const settings = {
  model: z.string().min(1).optional(),
  dialect: dialect.optional(),
  law: law.optional(),
  engine: engine.optional(),
  answers: answers.optional(),
  telemetry: telemetry.optional(),
  faults: z.array(mockFaultSchema).optional(),
  lies: z.array(mockLieSchema).optional(),
};

/** Part of a box's settings, as a scheduled change or the admin page sets it. */
export const mockChangeSchema = z.strictObject({ ...settings, dead: z.boolean().optional() });

/** One box as written: what is absent comes from its preset, then from the defaults. */
export const mockBoxSchema = z.strictObject({
  id: identifier,
  /** `<count>x<gpu>/<server>-<version>/<model>-<precision>`, e.g. `8xh20-141g/vllm-0.10.0/deepseek-v3-fp8`. */
  preset: z
    .string()
    .regex(
      /^\d+x[a-z0-9.-]+\/[a-z]+-[a-z0-9.]+\/[a-z0-9.-]+$/,
      'a preset as <count>x<gpu>/<server>-<version>/<model>-<precision>',
    )
    .optional(),
  seed: whole.optional(),
  port: z.number().int().min(0).max(65_535).optional(),
  ...settings,
  changes: z.array(z.strictObject({ atS: nonNegative, set: mockChangeSchema })).optional(),
});

/** A mock fleet: boxes with planted speed, quality, faults and lies (docs/glossary.md). */
export const mockFleetSchema = z.strictObject({
  seed: whole.default(1),
  /** Threads over which the boxes are spread; default: half the cores, and no more than boxes. */
  threads: count.optional(),
  boxes: z
    .array(mockBoxSchema)
    .min(1)
    .superRefine((boxes, context) => {
      const ids = boxes.map((box) => box.id);
      boxes.forEach((box, index) => {
        if (ids.indexOf(box.id) !== index) {
          context.addIssue({
            code: 'custom',
            path: [index, 'id'],
            message: `an id of its own; "${box.id}" is taken`,
          });
        }
        const partner = box.answers?.errorsWith?.box;
        if (partner !== undefined && (partner === box.id || !ids.includes(partner))) {
          context.addIssue({
            code: 'custom',
            path: [index, 'answers', 'errorsWith', 'box'],
            message: `another box of this file (${ids.filter((id) => id !== box.id).join(', ')})`,
          });
        }
      });
    }),
});

export type MockFleet = z.output<typeof mockFleetSchema>;
export type MockBox = z.output<typeof mockBoxSchema>;
export type MockChange = z.output<typeof mockChangeSchema>;
export type MockServer = (typeof mockServers)[number];
export type MockAnswers = z.output<typeof answers>;
export type MockEngine = z.output<typeof engine>;
export type MockLaw = z.output<typeof law>;
export type MockTelemetry = z.output<typeof telemetry>;
export type MockDialect = z.output<typeof dialect>;
