/**
 * What happened: the request record and its exchange with the wire, outcomes, verdicts, manifest,
 * segments, telemetry samples, their versioned codecs, and histograms. The contract between measuring
 * and everything after it; knows neither plans nor metrics.
 */
export type { EndpointIdentity } from './endpoint-identity.ts';
export type { Exchange, TokenSource } from './exchange.ts';
export type { Manifest } from './manifest.ts';
export type { DropReason, FailureStage, Outcome } from './outcome.ts';
export type { PromptRecord } from './prompt-record.ts';
export type { Phase, Placement, RequestRecord } from './request-record.ts';
export type { SegmentEvent } from './segment.ts';
export type { TelemetrySample } from './telemetry-sample.ts';
export type { Verdict, VerdictKind, VerdictRecord } from './verdict.ts';
