import { readFileSync } from 'node:fs';
import { z } from 'zod';

const inventorySchema = z.object({
  claims: z.array(z.object({ id: z.string(), kind: z.string(), testability: z.string() })),
  contradictions: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      severity: z.string(),
      claims: z.array(z.string()),
    }),
  ),
});

const physicsSchema = z.array(
  z.object({
    check: z.string(),
    verdict: z.enum(['consistent', 'inconsistent', 'partly', 'untestable']),
    claims: z.array(z.string()),
  }),
);

const shinglesSchema = z.object({ n: z.number(), shingles: z.array(z.string()) });

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../fixtures/guide/${name}`, import.meta.url), 'utf8'));

/** Ids and kinds of the inventory, made by hand from the guide and not from our tables. */
export const inventory = inventorySchema.parse(read('inventory.json'));

/** Verdicts of an independent arithmetic check, with the claims they concern. */
export const physics = physicsSchema.parse(read('physics.json'));

/** Hashes of what the guide itself says, twelve Han characters at a time. */
export const shingles = shinglesSchema.parse(read('shingles.json'));
