import { z } from 'zod';
import { count, httpUrl, identifier, positive, shareOfOne } from './primitives.ts';

export const servers = ['auto', 'vllm', 'tgi', 'lmdeploy', 'sglang', 'llamacpp', 'openai'] as const;
export const precisions = [
  'fp32',
  'fp16',
  'bf16',
  'fp8',
  'int8',
  'int4',
  'fp4',
  'mxfp4',
  'nvfp4',
] as const;

export const precisionSchema = z.enum(precisions);

const price = z.strictObject({
  hardwareCny: z.number().nonnegative(),
  yearlyCny: z.number().nonnegative().default(0),
  years: positive.default(3),
  /** Share of the hours of a year in which the box works at the measured rate. */
  utilisation: shareOfOne.default(0.4),
});

/** What is being sold; used by sizing, cost and reports, and compared with what is observed. */
const box = z.strictObject({
  vendor: z.string().min(1).optional(),
  /** Catalogue ids. */
  gpu: z.string().min(1).optional(),
  model: z.string().min(1).optional(),
  count: count.optional(),
  precision: precisionSchema.optional(),
  kvPrecision: precisionSchema.optional(),
  tensorParallel: count.optional(),
  framework: z.string().min(1).optional(),
  frameworkVersion: z
    .union([z.string().min(1), z.number()])
    .transform(String)
    .optional(),
  flags: z.string().optional(),
  image: z.string().optional(),
  weightsHash: z.string().optional(),
  price: price.optional(),
});

const shared = {
  id: identifier,
  limits: z
    .strictObject({ maxConcurrency: count.optional(), maxRatePerS: positive.optional() })
    .optional(),
  box: box.optional(),
};

const direct = z.strictObject({
  ...shared,
  url: httpUrl,
  model: z.string().min(1).optional(),
  /** NAME of an environment variable; a key in the file is refused. */
  apiKeyEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the NAME of an environment variable, never the key itself')
    .optional(),
  server: z.enum(servers).default('auto'),
  telemetry: z
    .strictObject({
      engine: httpUrl.optional(),
      gpu: httpUrl.optional(),
      node: httpUrl.optional(),
      /** Command lines whose text output is parsed (nvidia-smi, npu-smi). */
      nvidiaSmi: z.array(z.string()).min(1).optional(),
      npuSmi: z.array(z.string()).min(1).optional(),
    })
    .optional(),
  tls: z
    .strictObject({
      ca: z.string().min(1).optional(),
      cert: z.string().min(1).optional(),
      keyFile: z.string().min(1).optional(),
    })
    .optional(),
  headers: z.record(z.string(), z.string()).optional(),
  extraBody: z.record(z.string(), z.json()).optional(),
  tokenizer: z.string().min(1).optional(),
});

const vote = z.strictObject({
  ...shared,
  vote: z.strictObject({
    members: z.array(identifier).min(2),
    rule: z.enum(['majority', 'weighted', 'unanimous']).default('majority'),
    weights: z.record(z.string(), positive).optional(),
    arbiter: identifier.optional(),
  }),
});

const failover = z.strictObject({
  ...shared,
  failover: z.strictObject({
    members: z.array(identifier).min(2),
    health: z
      .strictObject({
        everyS: positive.default(1),
        timeoutS: positive.default(2),
        fails: count.default(2),
      })
      .prefault({}),
  }),
});

export const fleetSchema = z.strictObject({
  endpoints: z.array(z.union([direct, vote, failover])).min(1),
  /** Address ranges (CIDR); no request ever leaves for another address. */
  allow: z.array(z.string().min(1)).optional(),
});

export type Fleet = z.output<typeof fleetSchema>;
export type Endpoint = Fleet['endpoints'][number];
export type DirectEndpoint = z.output<typeof direct>;
export type VoteEndpoint = z.output<typeof vote>;
export type FailoverEndpoint = z.output<typeof failover>;
export type Box = z.output<typeof box>;
export type Price = z.output<typeof price>;
export type Precision = z.output<typeof precisionSchema>;
export type ServerKind = (typeof servers)[number];
