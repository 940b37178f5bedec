import type { EndpointIdentity, Manifest, TelemetrySample, Verdict } from '../../record/index.ts';
import type { Fleet, LoadPoint, Plan } from '../../spec/index.ts';
import type { CellKey } from './cell-key.ts';
import type { SteadyStart } from './steady-state.ts';

/** What summarising needs beside the records: the resolved plan, the suites, and the verdicts. */
export interface SummaryContext {
  readonly runId: string;
  readonly planHash: string;
  readonly plan: Plan;
  readonly fleet: Fleet;
  readonly loadPoints: readonly LoadPoint[];
  readonly ended: Manifest['ended'];
  readonly identities: readonly EndpointIdentity[];
  /** Planned task runs of a cell over all repeats; absent where time cuts the list (`durationS`). */
  readonly planned: (key: CellKey) => number | undefined;
  /** Category and cluster of a task; absent for ungraded (synthetic) scenarios. */
  readonly taskOf: (
    scenario: string,
    task: string,
  ) => { readonly category: string; readonly cluster: string } | undefined;
  /** By task run. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly telemetry: readonly TelemetrySample[];
  /** Steps of the host clock, from segments.jsonl. */
  readonly clockSteps: number;
  /** floor.json, where the run measured it. */
  readonly floor?: unknown;
  /** Where the blocks of a plan with `durationS` are steady, from a first pass over the records. */
  readonly steady?: ReadonlyMap<string, SteadyStart>;
}
