import { join } from 'node:path';
import { fail, ok, type Problem, type Result } from '../../base/index.ts';
import { type ReadValue, readManifest, readValues, writeAtomic } from '../../edge/files/index.ts';
import {
  type LineCodec,
  type Manifest,
  type RequestRecord,
  requestRecordCodec,
  segmentEventCodec,
  type TelemetrySample,
  telemetrySampleCodec,
  type VerdictRecord,
  verdictRecordCodec,
} from '../../record/index.ts';
import {
  type Fleet,
  fleetSchema,
  type LoadPoint,
  type Plan,
  planSchema,
} from '../../spec/index.ts';

/** A finished or interrupted run as it lies on disk; records are read anew at each walk. */
export interface StoredRun {
  readonly directory: string;
  readonly manifest: Manifest;
  readonly plan: Plan;
  readonly fleet: Fleet;
  readonly loadPoints: readonly LoadPoint[];
  /** Throws `WrongLine` where a line is damaged. */
  records(): Iterable<RequestRecord>;
  readonly telemetry: readonly TelemetrySample[];
  readonly clockSteps: number;
}

/** A line in the middle of a run's file that is not what it should be: the file was damaged. */
export class WrongLine extends Error {
  override name = 'WrongLine';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super('a damaged line');
    this.problems = problems;
  }
}

/** Opens a run directory for reading; a torn last line is left out, as a resume would send it again. */
export function readRun(directory: string): Result<StoredRun> {
  const manifest = readManifest(directory);
  if (!manifest.ok) return manifest;
  const plan = planSchema.safeParse(manifest.value.plan);
  const fleet = fleetSchema.safeParse(manifest.value.fleet);
  const file = join(directory, 'manifest.json');
  if (!plan.success) return fail({ file, path: 'plan', expected: 'a resolved plan' });
  if (!fleet.success) return fail({ file, path: 'fleet', expected: 'a resolved fleet' });
  try {
    const telemetry = [...valuesIn(directory, telemetrySampleCodec)];
    const steps = [...valuesIn(directory, segmentEventCodec)].filter(
      (s) => s.kind === 'clock-step',
    );
    return ok({
      directory,
      manifest: manifest.value,
      plan: plan.data,
      fleet: fleet.data,
      loadPoints: manifest.value.loadPoints as readonly LoadPoint[],
      records: () => valuesIn(directory, requestRecordCodec),
      telemetry,
      clockSteps: steps.length,
    });
  } catch (error) {
    if (error instanceof WrongLine) return { ok: false, problems: error.problems };
    throw error;
  }
}

/** Verdicts by task run; the last one of a task run stands. */
export function readVerdicts(directory: string): Map<string, VerdictRecord> {
  const verdicts = new Map<string, VerdictRecord>();
  for (const v of valuesIn(directory, verdictRecordCodec)) verdicts.set(v.taskRun, v);
  return verdicts;
}

/** Writes verdicts.jsonl whole. */
export const writeVerdicts = (directory: string, verdicts: readonly VerdictRecord[]): void =>
  writeAtomic(
    join(directory, verdictRecordCodec.file),
    verdicts.map((v) => verdictRecordCodec.encode(v)).join(''),
  );

function* valuesIn<V>(directory: string, codec: LineCodec<V>): Generator<V> {
  for (const read of readValues(join(directory, codec.file), codec) as Iterable<ReadValue<V>>) {
    if (read.kind === 'value') yield read.value;
    else if (read.kind === 'wrong') throw new WrongLine(read.problems);
  }
}
