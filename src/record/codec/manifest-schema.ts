import { z } from 'zod';
import type { EndpointIdentity } from '../endpoint-identity.ts';
import type { Manifest } from '../manifest.ts';
import { text, whole } from './fields.ts';

const identity: z.ZodType<EndpointIdentity> = z.strictObject({
  endpoint: text.min(1),
  preflight: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('ok'),
      ttftMs: z.number(),
      tokensPerS: z.number().exactOptional(),
    }),
    z.strictObject({ kind: z.literal('failed'), cause: text, cure: text }),
  ]),
  server: text.exactOptional(),
  serverVersion: text.exactOptional(),
  models: z.array(text).exactOptional(),
  servedModel: text.exactOptional(),
  advertisedContext: whole.exactOptional(),
  usageReported: z.boolean().exactOptional(),
  systemFingerprint: text.exactOptional(),
});

const hashByName = z.record(text, text);

/** manifest.json; its version also names the format of every line file beside it. */
export const manifestSchema: z.ZodType<Manifest> = z.strictObject({
  schema: z.literal('steelyard.manifest/1'),
  runId: text.min(1),
  plan: z.unknown(),
  fleet: z.unknown(),
  loadPoints: z.unknown(),
  seed: z.number().int(),
  lang: z.enum(['en', 'zh']),
  hashes: z.strictObject({
    plan: text,
    schedule: text,
    scenarios: hashByName,
    suites: hashByName,
    inputs: hashByName,
  }),
  versions: z.strictObject({ steelyard: text, node: text, gitCommit: text.exactOptional() }),
  host: z.strictObject({
    platform: text,
    cpus: whole,
    memoryBytes: whole,
    cpuModel: text.exactOptional(),
  }),
  transport: z.enum(['undici', 'raw']),
  workers: whole,
  startedAt: text,
  endedAt: text.exactOptional(),
  ended: z.enum(['done', 'interrupted', 'limit', 'aborted', 'no-endpoint']).exactOptional(),
  identities: z.array(identity),
  skipped: z.array(text),
  store: z.enum(['full', 'hash']),
  floor: z.unknown().optional(),
});
