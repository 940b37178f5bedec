import type { DriveEnd, EndpointProgress } from '../../load/index.ts';
import type {
  PromptRecord,
  RequestRecord,
  SegmentEvent,
  TelemetrySample,
} from '../../record/index.ts';
import type { Fleet } from '../../spec/index.ts';
import type { ScenarioBundle } from './scenario-bundle.ts';
import type { WalkerSetup, WalkOrder } from './walker.ts';

/** What a worker thread is started with; plain data, secrets are read anew from files and environment. */
export interface WorkerStart {
  readonly setup: WalkerSetup;
  readonly fleet: Fleet;
  readonly fleetFile: string;
  /** The endpoints to drive, ids to the models to ask for. */
  readonly models: ReadonlyMap<string, string>;
  readonly bundles: readonly ScenarioBundle[];
  /** Zero of the segment's clock on the machine's monotonic clock. */
  readonly zeroNs: bigint;
}

export type ToWorker =
  | { readonly kind: 'walk'; readonly order: WalkOrder }
  /** All have come to the block: begin at this instant of the segment's clock. */
  | { readonly kind: 'begin'; readonly atMs: number }
  | { readonly kind: 'drain' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'close' };

/** Lines for the run directory, in the order in which the worker wrote them. */
export interface WorkerLines {
  readonly records: readonly RequestRecord[];
  readonly prompts: readonly PromptRecord[];
  readonly segments: readonly SegmentEvent[];
  readonly telemetry: readonly TelemetrySample[];
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'lines' } & WorkerLines)
  | { readonly kind: 'at-block'; readonly block: number }
  | { readonly kind: 'progress'; readonly boxes: readonly EndpointProgress[] }
  | { readonly kind: 'end'; readonly end: DriveEnd }
  | { readonly kind: 'closed' };
