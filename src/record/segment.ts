import type { Ms } from '../base/index.ts';

/**
 * One line of segments.jsonl: the events that a monotonic clock does not survive or that cut a run.
 * A segment begins with each start or resume; instants in records are ms since their segment's start.
 */
export type SegmentEvent =
  | {
      readonly kind: 'start' | 'resume';
      readonly segment: number;
      /** Wall clock at the segment's zero, ms since 1970. */
      readonly wallMs: number;
    }
  | {
      readonly kind: 'end';
      readonly segment: number;
      readonly atMs: Ms;
      readonly reason: 'done' | 'interrupted' | 'limit' | 'aborted' | 'no-endpoint';
    }
  | {
      readonly kind: 'endpoint-died' | 'endpoint-returned';
      readonly segment: number;
      readonly atMs: Ms;
      readonly endpoint: string;
      readonly why: string;
    }
  | {
      /** The host's wall clock moved against the monotonic one. */
      readonly kind: 'clock-step';
      readonly segment: number;
      readonly atMs: Ms;
      readonly byMs: number;
    }
  | {
      readonly kind: 'search-step';
      readonly segment: number;
      readonly atMs: Ms;
      readonly endpoint: string;
      readonly loadPoint: number;
      readonly met: boolean;
    };
