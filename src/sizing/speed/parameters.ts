/** A parameter of the speed law: what it means, what we expect of it, and what is possible. */
export interface ParameterSpec {
  readonly unit: 'share' | 'us' | 'ms' | 'factor' | 'tokens';
  readonly about: string;
  /** Median of the log-normal prior. */
  readonly median: number;
  /** Standard deviation of its logarithm. */
  readonly logSd: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The parameters of the speed law, each with a log-normal prior and physical bounds. The medians are
 * those of sizing anchors (docs/methods/sizing.md, "What can be fitted"); MBU and MFU are bounded below 1,
 * since an efficiency above it only hides an overhead.
 */
export const parameterSpecs = {
  mfuPrefill: spec('share', 'peak FLOPS reached by prefill matrices', 0.5, 0.5, 0.02, 0.95),
  mfuAttention: spec('share', 'peak FLOPS reached by prefill attention', 0.35, 0.6, 0.02, 0.95),
  mfuDecode: spec(
    'share',
    'peak FLOPS reached by decode steps bound by compute',
    0.4,
    0.5,
    0.02,
    0.95,
  ),
  mbuWeights: spec('share', 'peak bandwidth reached reading weights', 0.75, 0.25, 0.1, 0.95),
  mbuKv: spec('share', 'peak bandwidth reached reading the cache', 0.7, 0.4, 0.05, 0.95),
  layerUs: spec('us', 'fixed cost of a layer in each step', 25, 0.9, 0.1, 1000),
  stepUs: spec('us', 'fixed cost of a step', 1000, 0.8, 10, 50_000),
  sequenceUs: spec('us', 'cost of each sequence in a step', 10, 0.9, 0.1, 2000),
  requestMs: spec('ms', 'cost of a request before its prefill', 15, 0.8, 0.1, 1000),
  collective: spec('factor', 'collectives against the measured host', 1, 0.5, 0.2, 20),
  interference: spec('factor', 'prefill of others felt by a decoding request', 1, 0.4, 0.05, 4),
  queueing: spec('factor', 'prefill of others that a new request waits for', 0.6, 0.5, 0.05, 10),
  burst: spec('share', 'requests that arrive in one wave with a new one', 0.08, 0.9, 0.001, 0.6),
  expertSkew: spec(
    'factor',
    'exponent on the tokens that choose experts evenly',
    0.9,
    0.15,
    0.4,
    1,
  ),
  kvShare: spec('factor', 'cache against what the memory plan leaves', 1, 0.3, 0.2, 10),
  draftGain: spec('tokens', 'tokens accepted per step under speculation', 2, 0.4, 1, 6),
} as const satisfies Readonly<Record<string, ParameterSpec>>;

export type ParameterId = keyof typeof parameterSpecs;

export const parameterIds = Object.keys(parameterSpecs) as readonly ParameterId[];

/** A value for each parameter, in its unit. */
export type Parameters = Readonly<Record<ParameterId, number>>;

/** The prior medians: what is assumed of a box nobody measured. */
export const assumedParameters: Parameters = parametersFrom((id) => parameterSpecs[id].median);

/** Builds a full set from a function of the id. */
export function parametersFrom(value: (id: ParameterId) => number): Parameters {
  const out: Partial<Record<ParameterId, number>> = {};
  for (const id of parameterIds) out[id] = value(id);
  return out as Parameters;
}

function spec(
  unit: ParameterSpec['unit'],
  about: string,
  median: number,
  logSd: number,
  min: number,
  max: number,
): ParameterSpec {
  return { unit, about, median, logSd, min, max };
}
