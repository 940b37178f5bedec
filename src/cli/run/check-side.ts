import {
  type CheckSide,
  endpointKeys,
  type LatencySamples,
  latenciesOf,
  latencySamples,
} from '../../analysis/index.ts';
import { canonicalJson } from '../../base/index.ts';
import type { Acceptance } from '../../spec/index.ts';
import type { ComparedRun } from './compared-run.ts';
import type { StoredRun } from './read-run.ts';

/** A compared run as a side of a regression gate. */
export function checkSide({ run, units }: ComparedRun): CheckSide {
  const { manifest, fleet } = run;
  return {
    run: units,
    suites: manifest.hashes.suites,
    keys: runKeys(run),
    endpointKeys: (endpoint) => endpointKeys(fleet, manifest.identities, endpoint),
    context: contextOf(run),
  };
}

/** Context of each endpoint, as far as the run's own look at it went. */
export const contextOf =
  ({ manifest }: StoredRun): CheckSide['context'] =>
  (endpoint) => {
    const advertised = manifest.identities.find((i) => i.endpoint === endpoint)?.advertisedContext;
    return advertised === undefined ? {} : { advertised };
  };

/** Latency values of a run one by one, for the metrics that a contract names. */
export function samplesFor(run: StoredRun, contract: Acceptance): LatencySamples {
  const samples = latencySamples(run.loadPoints, latenciesOf(contract));
  for (const record of run.records()) samples.add(record);
  return samples;
}

/** What identifies a run as a whole; names and paths, which say nothing of what was measured, apart. */
function runKeys({ manifest, plan }: StoredRun): Readonly<Record<string, string>> {
  const { name: _, fleet: __, endpoints: ___, limits: ____, ...rest } = plan;
  return Object.fromEntries([
    ...Object.entries(rest).map(([key, value]) => [
      `plan.${key}`,
      typeof value === 'object' ? canonicalJson(value) : String(value),
    ]),
    ...Object.entries(manifest.hashes.scenarios).map(([id, hash]) => [`scenario.${id}`, hash]),
    ...Object.entries(manifest.hashes.suites).map(([id, hash]) => [`suite.${id}`, hash]),
    ['steelyard', manifest.versions.steelyard],
    ['node', manifest.versions.node],
    ['host.cpuModel', manifest.host.cpuModel ?? '-'],
    ['host.cpus', String(manifest.host.cpus)],
    ['transport', manifest.transport],
    ['workers', String(manifest.workers)],
  ]);
}
