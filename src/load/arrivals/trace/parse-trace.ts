import { fail, type Problem, type Result } from '../../../base/index.ts';
import { azureRow } from './azure.ts';
import { burstgptRow } from './burstgpt.ts';
import { mooncakeRow } from './mooncake.ts';
import type { TraceArrival } from './trace-arrival.ts';
import type { TraceFormat } from './trace-format.ts';

/** The formats of recorded workloads that a plan can name. */
export const traceFormats = {
  azure: azureRow,
  mooncake: mooncakeRow,
  burstgpt: burstgptRow,
} as const satisfies Record<string, TraceFormat>;

/** How many wrong lines are listed; a file of another format is wrong in all of them. */
const MAX_PROBLEMS = 20;

/**
 * The arrivals of a trace, relative to its first, at most `maxRequests`. Lines out of order in time
 * are a Problem: sorting them would make gaps that nobody recorded.
 */
export function parseTrace(
  content: string,
  format: keyof typeof traceFormats,
  options: { readonly file: string; readonly maxRequests?: number },
): Result<readonly TraceArrival[]> {
  const lines = content.split(/\r?\n/);
  const reader: TraceFormat = traceFormats[format];
  const { file, maxRequests = Number.POSITIVE_INFINITY } = options;
  const read = reader.row(reader.header ? (lines[0] ?? '').replace(/^\uFEFF/, '') : '');
  if (typeof read !== 'function') {
    return fail({ file, line: 1, expected: read.expected, seen: (lines[0] ?? '').slice(0, 80) });
  }
  const arrivals: TraceArrival[] = [];
  const problems: Problem[] = [];
  let first = Number.NaN;
  let before = Number.NEGATIVE_INFINITY;
  for (let i = reader.header ? 1 : 0; i < lines.length && arrivals.length < maxRequests; i++) {
    const line = lines[i] ?? '';
    if (line.trim() === '') continue;
    const row = read(line);
    const wrong =
      row.kind === 'wrong'
        ? row
        : row.arrival.atMs < before
          ? { expected: 'a time not before the line above', hint: 'sort the trace by time' }
          : undefined;
    if (wrong !== undefined) {
      const { expected, hint } = wrong;
      const seen = line.slice(0, 80);
      problems.push({ file, line: i + 1, expected, seen, ...(hint === undefined ? {} : { hint }) });
      if (problems.length >= MAX_PROBLEMS) break;
    }
    if (row.kind === 'wrong') continue;
    before = row.arrival.atMs;
    if (Number.isNaN(first)) first = before;
    // Whole µs: undoes the rounding error of ms since 1970 as a double.
    arrivals.push({ ...row.arrival, atMs: Math.round((before - first) * 1000) / 1000 });
  }
  if (problems.length > 0) return { ok: false, problems };
  if (arrivals.length === 0) return fail({ file, expected: 'at least one arrival' });
  return { ok: true, value: arrivals };
}
