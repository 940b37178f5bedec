import { z } from 'zod';
import { count, positive } from './primitives.ts';

const oneOrMore = (item: typeof positive | typeof count) =>
  z.union([item.transform((n) => [n]), z.array(item).min(1)]);

const closed = z.strictObject({ kind: z.literal('closed'), concurrency: oneOrMore(count) });
const constant = z.strictObject({ kind: z.literal('constant'), ratePerS: oneOrMore(positive) });
const poisson = z.strictObject({ kind: z.literal('poisson'), ratePerS: oneOrMore(positive) });
const gamma = z.strictObject({
  kind: z.literal('gamma'),
  ratePerS: oneOrMore(positive),
  /** Shape of the gaps: 1 is Poisson, below 1 is burstier. */
  burstiness: positive,
});
const ramp = z.strictObject({
  kind: z.literal('ramp'),
  stages: z.array(z.strictObject({ durationS: positive, ratePerS: positive })).min(1),
});
const bursts = z.strictObject({ kind: z.literal('bursts'), size: count, everyS: positive });
const trace = z.strictObject({
  kind: z.literal('trace'),
  file: z.string().min(1),
  format: z.enum(['azure', 'mooncake', 'burstgpt']),
  speed: positive.default(1),
  maxRequests: count.optional(),
});
const sessions = z.strictObject({
  kind: z.literal('sessions'),
  ratePerS: positive,
  thinkTimeS: z.number().nonnegative().default(0),
});
const search = z.strictObject({
  kind: z.literal('search'),
  of: z.enum(['ratePerS', 'concurrency']).default('ratePerS'),
  from: positive,
  to: positive,
  repeats: count.default(2),
  tolerance: z.number().gt(0).lt(1).default(0.05),
  stepS: positive.default(120),
});

/** The shape of the load, as a person writes it. */
export const loadSchema = z.discriminatedUnion('kind', [
  closed,
  constant,
  poisson,
  gamma,
  ramp,
  bursts,
  trace,
  sessions,
  search,
]);

export type Load = z.output<typeof loadSchema>;

/** One rung of the ladder; `index` is what records carry. */
export type LoadPoint = { readonly index: number } & (
  | { readonly kind: 'closed'; readonly concurrency: number }
  | { readonly kind: 'constant' | 'poisson'; readonly ratePerS: number }
  | { readonly kind: 'gamma'; readonly ratePerS: number; readonly burstiness: number }
  | (Omit<z.output<typeof ramp>, 'kind'> & { readonly kind: 'ramp' })
  | (Omit<z.output<typeof bursts>, 'kind'> & { readonly kind: 'bursts' })
  | (Omit<z.output<typeof trace>, 'kind'> & { readonly kind: 'trace' })
  | (Omit<z.output<typeof sessions>, 'kind'> & { readonly kind: 'sessions' })
);

/** The load points a plan names, in its order; empty for `search`, whose points are found on the way. */
export function loadPoints(load: Load): LoadPoint[] {
  switch (load.kind) {
    case 'closed':
      return load.concurrency.map((concurrency, index) => ({ index, kind: 'closed', concurrency }));
    case 'constant':
    case 'poisson': {
      const { kind } = load;
      return load.ratePerS.map((ratePerS, index) => ({ index, kind, ratePerS }));
    }
    case 'gamma':
      return load.ratePerS.map((ratePerS, index) => ({
        index,
        kind: 'gamma',
        ratePerS,
        burstiness: load.burstiness,
      }));
    case 'ramp':
    case 'bursts':
    case 'trace':
    case 'sessions':
      return [{ index: 0, ...load }];
    case 'search':
      return [];
  }
}
