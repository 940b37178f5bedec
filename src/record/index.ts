/**
 * What happened: the request record and its exchange with the wire, outcomes, verdicts, manifest,
 * segments, telemetry samples, their versioned codecs, and histograms. The contract between measuring
 * and everything after it; knows neither plans nor metrics.
 */
export {
  decodeManifest,
  encodeManifest,
  promptRecordCodec,
  requestRecordCodec,
  segmentEventCodec,
  telemetrySampleCodec,
  verdictRecordCodec,
} from './codec/codecs.ts';
export { type DecodedLines, decodeLines } from './codec/decode-lines.ts';
export type { LineCodec } from './codec/line-codec.ts';
export { withoutContent } from './codec/redact.ts';
export type { EndpointIdentity } from './endpoint-identity.ts';
export type { Exchange, TokenSource } from './exchange.ts';
export { type LatencyHistogram, latencyHistogram } from './histogram.ts';
export { histogramLog, readHistogramLog, type TaggedHistogram } from './histogram-log.ts';
export type { Manifest } from './manifest.ts';
export type { DropReason, FailureStage, Outcome } from './outcome.ts';
export type { PromptRecord } from './prompt-record.ts';
export type { Phase, Placement, RequestRecord } from './request-record.ts';
export type { SegmentEvent } from './segment.ts';
export type { TelemetrySample, TelemetrySource } from './telemetry-sample.ts';
export type { Verdict, VerdictKind, VerdictRecord } from './verdict.ts';
