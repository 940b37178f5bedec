import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ok, type Result } from '../../base/index.ts';
import type { ResolvedPlan } from '../../edge/files/index.ts';
import { parseTrace, type TraceArrival } from '../../load/index.ts';

/** The recorded arrivals that a plan replays, and the file as it was, for inputs/. */
export interface TraceInput {
  readonly arrivals: readonly TraceArrival[];
  readonly name: string;
  readonly content: Uint8Array;
}

/** Reads the trace of a plan; undefined where its load is none. */
export function traceOf(resolved: ResolvedPlan): Result<TraceInput | undefined> {
  const { load } = resolved.plan;
  const file = resolved.traceFile;
  if (load.kind !== 'trace' || file === undefined) return ok(undefined);
  const content = readFileSync(file);
  const parsed = parseTrace(content.toString('utf8'), load.format, {
    file: load.file,
    ...(load.maxRequests === undefined ? {} : { maxRequests: load.maxRequests }),
  });
  if (!parsed.ok) return parsed;
  return ok({ arrivals: parsed.value, name: `trace-${basename(file)}`, content });
}
