import type { Gpu, MockFault, MockLie, MockServer } from '../../spec/index.ts';
import type { EngineSettings } from '../engine/index.ts';
import type { LatentDifficulty } from '../quality/latent.ts';
import type { AnswerShape } from '../quality/render-answer.ts';

/** A decline of accuracy: `loss` is taken off beyond `above`. */
export interface Decline {
  readonly above: number;
  readonly loss: number;
}

/** A box with nothing left open: what its truth is made of. */
export interface BoxSettings {
  readonly id: string;
  readonly seed: number | string;
  /** Name under which the model is served. */
  readonly model: string;
  /** What the catalogue calls it, where it is from there. */
  readonly modelPath: string;
  readonly dialect: {
    readonly server: MockServer;
    readonly version: string;
    readonly keepAliveMs: number;
  };
  readonly engine: EngineSettings;
  /** Longest prompt plus answer, as served. */
  readonly maxModelLen: number;
  readonly streamInterval: number;
  /** Absent: unbounded. */
  readonly maxQueue?: number;
  /** Whether usage names cached prompt tokens; absent: as the dialect does by default. */
  readonly reportCached?: boolean;
  readonly apiKeys: readonly string[];
  readonly gpu: Gpu | undefined;
  readonly answers: AnswerSettings;
  readonly telemetry: {
    readonly limit: 'none' | 'compute' | 'memory-bandwidth' | 'scheduler' | 'power' | 'thermal';
    readonly gpuPage: boolean;
  };
  readonly faults: readonly MockFault[];
  readonly lies: readonly MockLie[];
  readonly dead: boolean;
}

export interface AnswerSettings {
  /** By task category; `default` for the rest. */
  readonly accuracy: Readonly<Record<string, number>>;
  readonly latent: LatentDifficulty;
  readonly nondeterminism: number;
  readonly depth: Decline | undefined;
  readonly load: Decline | undefined;
  readonly lossPerHour: number;
  readonly shapes: readonly AnswerShape[];
  readonly reasoning: { readonly tokens: number; readonly as: 'field' | 'tags' } | undefined;
  readonly fillerTokens: number;
}
