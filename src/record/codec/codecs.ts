import type { Result } from '../../base/index.ts';
import { fail, ok } from '../../base/index.ts';
import type { Manifest } from '../manifest.ts';
import type { PromptRecord } from '../prompt-record.ts';
import type { RequestRecord } from '../request-record.ts';
import type { SegmentEvent } from '../segment.ts';
import type { TelemetrySample } from '../telemetry-sample.ts';
import type { VerdictRecord } from '../verdict.ts';
import { type LineCodec, lineCodec, parseJson, parseLine, problemOf } from './line-codec.ts';
import {
  promptRecordSchema,
  segmentEventSchema,
  telemetrySampleSchema,
  verdictRecordSchema,
} from './line-schemas.ts';
import { manifestSchema } from './manifest-schema.ts';
import { isRequestRecord, recordComplaints } from './request-record-check.ts';
import { toMicroseconds } from './rounding.ts';

export const requestRecordCodec: LineCodec<RequestRecord> = {
  file: 'records.jsonl',
  encode: (record) => `${JSON.stringify(toMicroseconds(record))}\n`,
  decode(line, lineNumber) {
    const json = parseLine('records.jsonl', line, lineNumber);
    if (!json.ok) return json;
    const { value } = json;
    if (isRequestRecord(value)) return ok(value);
    const at = { file: 'records.jsonl', line: lineNumber };
    return { ok: false, problems: recordComplaints(value).map((c) => ({ ...at, ...c })) };
  },
};
export const promptRecordCodec: LineCodec<PromptRecord> = lineCodec(
  'prompts.jsonl',
  promptRecordSchema,
);
export const segmentEventCodec: LineCodec<SegmentEvent> = lineCodec(
  'segments.jsonl',
  segmentEventSchema,
  toMicroseconds,
);
export const telemetrySampleCodec: LineCodec<TelemetrySample> = lineCodec(
  'telemetry.jsonl',
  telemetrySampleSchema,
  toMicroseconds,
);
export const verdictRecordCodec: LineCodec<VerdictRecord> = lineCodec(
  'verdicts.jsonl',
  verdictRecordSchema,
);

/** manifest.json, indented for people; members in the order of the given object. */
export const encodeManifest = (manifest: Manifest): string =>
  `${JSON.stringify(manifest, undefined, 2)}\n`;

/** The manifest, or every problem of it; a manifest of another version is refused by name. */
export function decodeManifest(json: string, file = 'manifest.json'): Result<Manifest> {
  const value = parseJson(json);
  if (!value.ok) {
    return fail({ file, expected: 'a JSON object', hint: 'is this a run directory?' });
  }
  const parsed = manifestSchema.safeParse(value.value);
  if (parsed.success) return ok(parsed.data);
  return {
    ok: false,
    problems: parsed.error.issues.map((i) => problemOf(file, undefined, value.value, i)),
  };
}
