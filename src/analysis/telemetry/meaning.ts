/** What a series can mean to this program, whatever a server calls it. */
export interface MeaningFacts {
  readonly kind: 'gauge' | 'counter' | 'histogram';
  readonly unit:
    | 'requests'
    | 'tokens'
    | 'share'
    | 's'
    | 'W'
    | 'J'
    | 'C'
    | 'MHz'
    | 'bytes'
    | 'bytes/s';
  /** How several engines or cards of one box become one figure. */
  readonly over: 'sum' | 'mean' | 'max';
  /** Buckets of every page are kept; of other histograms sum and count only, but for first and last. */
  readonly buckets?: true;
}

const gauge = <U extends MeaningFacts['unit']>(unit: U, over: MeaningFacts['over'] = 'sum') =>
  ({ kind: 'gauge', unit, over }) as const;
const counter = <U extends MeaningFacts['unit']>(unit: U) =>
  ({ kind: 'counter', unit, over: 'sum' }) as const;
const histogram = <U extends MeaningFacts['unit']>(unit: U) =>
  ({ kind: 'histogram', unit, over: 'sum' }) as const;

/** Every meaning; which series carry it is in `servers/`. Histograms of time are in seconds. */
export const meanings = {
  requestsRunning: gauge('requests'),
  requestsWaiting: gauge('requests'),
  /** Share of the KV cache in use. */
  kvUse: gauge('share', 'mean'),
  kvCapacityTokens: gauge('tokens'),
  requestsFinished: counter('requests'),
  requestsAborted: counter('requests'),
  promptTokens: counter('tokens'),
  generatedTokens: counter('tokens'),
  /** Prompt tokens looked up in, and found in, the prefix cache. */
  prefixQueries: counter('tokens'),
  prefixHits: counter('tokens'),
  preemptions: counter('requests'),
  drafts: counter('requests'),
  draftTokens: counter('tokens'),
  acceptedTokens: counter('tokens'),
  ttft: { ...histogram('s'), buckets: true },
  interToken: { ...histogram('s'), buckets: true },
  e2e: { ...histogram('s'), buckets: true },
  queueTime: { ...histogram('s'), buckets: true },
  /** A request's mean time per output token. */
  perOutputToken: histogram('s'),
  prefillTime: histogram('s'),
  decodeTime: histogram('s'),
  inferenceTime: histogram('s'),
  promptLength: histogram('tokens'),
  outputLength: histogram('tokens'),
  /** Tokens worked on in one step of the engine. */
  stepTokens: histogram('tokens'),
  /** Wall time of the server's start; only its change is used, as the sign of a restart. */
  startedAt: gauge('s', 'max'),
  gpuBusy: gauge('share', 'mean'),
  smActive: gauge('share', 'mean'),
  tensorActive: gauge('share', 'mean'),
  dramActive: gauge('share', 'mean'),
  power: gauge('W'),
  energy: counter('J'),
  temperature: gauge('C', 'max'),
  smClock: gauge('MHz', 'mean'),
  gpuMemoryUsed: gauge('bytes'),
  pcieSent: gauge('bytes/s'),
  pcieReceived: gauge('bytes/s'),
  powerThrottled: counter('s'),
  thermalThrottled: counter('s'),
  hostLoad: gauge('requests'),
  hostMemoryAvailable: gauge('bytes'),
} as const satisfies Readonly<Record<string, MeaningFacts>>;

export type Meaning = keyof typeof meanings;

/** Facts of a meaning under the wide type. */
export const factsOf = (meaning: Meaning): MeaningFacts => meanings[meaning];
