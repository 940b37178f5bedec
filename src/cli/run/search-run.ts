import { join } from 'node:path';
import { type ResolvedPlan, type RunDirectory, readValues } from '../../edge/files/index.ts';
import type { Suite } from '../../load/index.ts';
import {
  type Manifest,
  requestRecordCodec,
  segmentEventCodec,
  type TelemetrySample,
  telemetrySampleCodec,
} from '../../record/index.ts';
import type { LoadPoint } from '../../spec/index.ts';
import type { SearchRun } from './measure.ts';
import { searchWatch } from './search-watch.ts';
import type { FinishedStep } from './walk-search.ts';

export interface SearchRunInput extends Pick<SearchRun, 'named' | 'tell' | 'suites'> {
  readonly resolved: ResolvedPlan;
  readonly directory: RunDirectory;
  readonly manifest: Manifest;
  readonly suites: readonly Suite[];
}

/** A search with what earlier segments of its run recorded; undefined where the plan does not search. */
export function searchRunOf(input: SearchRunInput): SearchRun | undefined {
  const { resolved, directory, manifest, suites, named, tell } = input;
  if (resolved.plan.load.kind !== 'search') return undefined;
  const telemetry: TelemetrySample[] = [...linesOf(directory, telemetrySampleCodec)];
  const watch = searchWatch({
    runId: manifest.runId,
    planHash: manifest.hashes.plan,
    plan: resolved.plan,
    fleet: resolved.fleet,
    identities: manifest.identities,
    loadPoints: manifest.loadPoints as readonly LoadPoint[],
    telemetry,
  });
  for (const record of linesOf(directory, requestRecordCodec)) watch.add(record);
  const finished = [...linesOf(directory, segmentEventCodec)].filter(
    (event): event is FinishedStep => event.kind === 'search-step',
  );
  return { watch, suites, finished, named, tell };
}

/** Damaged lines were reported when the directory was opened for the resume. */
function* linesOf<V>(
  { path }: RunDirectory,
  codec: Parameters<typeof readValues<V>>[1],
): Generator<V> {
  for (const read of readValues(join(path, codec.file), codec)) {
    if (read.kind === 'value') yield read.value;
  }
}
