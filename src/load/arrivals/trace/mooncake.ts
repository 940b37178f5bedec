import { z } from 'zod';
import type { TraceFormat, TraceRow } from './trace-format.ts';

const row = z.object({
  timestamp: z.number().nonnegative(),
  input_length: z.number().int().nonnegative(),
  output_length: z.number().int().nonnegative(),
});

/** Mooncake traces (github.com/kvcache-ai/Mooncake): one JSON object a line, `timestamp` in ms, lengths in tokens. */
export const mooncakeRow: TraceFormat = { header: false, row: () => readLine };

function readLine(line: string): TraceRow {
  const expected = 'a JSON object with timestamp, input_length and output_length';
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { kind: 'wrong', expected };
  }
  const parsed = row.safeParse(json);
  if (!parsed.success) return { kind: 'wrong', expected };
  const { timestamp, input_length, output_length } = parsed.data;
  const arrival = { atMs: timestamp, inputTokens: input_length };
  return {
    kind: 'arrival',
    arrival: output_length === 0 ? arrival : { ...arrival, outputTokens: output_length },
  };
}
