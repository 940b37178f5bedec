import type { EndpointIdentity } from './endpoint-identity.ts';

/**
 * manifest.json: everything needed to repeat a run, written before the first request and completed
 * at its end. `plan`, `fleet` and `loadPoints` are the resolved objects of spec, as JSON, without
 * secrets (record does not know spec: readers parse them again).
 */
export interface Manifest {
  readonly schema: 'steelyard.manifest/1';
  readonly runId: string;
  readonly plan: unknown;
  readonly fleet: unknown;
  readonly loadPoints: unknown;
  readonly seed: number;
  readonly lang: 'en' | 'zh';
  readonly hashes: {
    readonly plan: string;
    readonly schedule: string;
    /** By scenario id: of the scenario file with its data files. */
    readonly scenarios: Readonly<Record<string, string>>;
    /** By scenario id: of its tasks and golden answers. */
    readonly suites: Readonly<Record<string, string>>;
    /** Files under inputs/, path to content hash. */
    readonly inputs: Readonly<Record<string, string>>;
  };
  readonly versions: {
    readonly steelyard: string;
    readonly node: string;
    readonly gitCommit?: string;
  };
  readonly host: {
    readonly platform: string;
    readonly cpus: number;
    readonly memoryBytes: number;
    readonly cpuModel?: string;
  };
  readonly transport: 'undici' | 'raw';
  readonly workers: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly ended?: 'done' | 'interrupted' | 'limit' | 'aborted' | 'no-endpoint';
  readonly identities: readonly EndpointIdentity[];
  /** Endpoints left out by --skip-failed. */
  readonly skipped: readonly string[];
  readonly store: 'full' | 'hash';
  /** The instrument's floor, where it was measured before the run (floor.json as a value). */
  readonly floor?: unknown;
}
