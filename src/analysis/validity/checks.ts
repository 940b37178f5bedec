import { clopperPearson } from '../../stats/index.ts';
import type { ValidityCheck } from '../summary/schema.ts';
import type { CellEvidence } from './evidence.ts';
import type { Thresholds } from './thresholds.ts';

type Rule = (evidence: CellEvidence, limits: Thresholds) => ValidityCheck;

/** seen against a limit that must not be exceeded; an unseen signal is unknown. */
function atMost(
  id: string,
  leadsTo: ValidityCheck['leadsTo'],
  seen: number | undefined,
  limit: number,
  unit: string,
  what: string,
): ValidityCheck {
  if (seen === undefined) return { id, leadsTo, verdict: 'unknown', limit, unit, why: what };
  return { id, leadsTo, verdict: seen > limit ? 'fail' : 'pass', seen, limit, unit, why: what };
}

const ended: Rule = ({ taskRuns: { planned, ended: n } }, { minCompletedShare }) => {
  const seen = planned === 0 ? 0 : n / planned;
  return {
    id: 'ended-share',
    leadsTo: 'incomplete',
    verdict: seen < minCompletedShare ? 'fail' : 'pass',
    seen,
    limit: minCompletedShare,
    unit: 'share',
    why: 'task runs that ended, of those planned',
  };
};

const notCut: Rule = ({ runCut }) => ({
  id: 'run-not-cut',
  leadsTo: 'incomplete',
  verdict: runCut ? 'fail' : 'pass',
  why: 'the run went to its planned end',
});

const loop: Rule = (e, limits) =>
  atMost(
    'loop-utilisation',
    'client-limited',
    e.loopUtilisation,
    limits.maxLoopUtilisation,
    'share',
    'event-loop utilisation of the busiest worker inside the windows',
  );

/** The most that send lag may be, ms: a share of the median TTFT, and never below a floor. */
export const sendLagLimit = (ttftP50Ms: number | undefined, limits: Thresholds): number =>
  Math.max(limits.minSendLagMs, limits.maxSendLagShareOfTtft * (ttftP50Ms ?? 0));

/**
 * p99 of send lag against its limit. A sample too small for a p99 fails where more than 1% late is
 * proven (one-sided 95%), so that one pause of the host in thirty requests does not condemn a cell.
 */
const sendLag: Rule = (e, limits) => {
  const limit = sendLagLimit(e.ttftP50Ms, limits);
  const what = 'p99 of sent - due against a share of the median TTFT';
  if (e.sendLagP99Ms !== undefined || e.lateSends === undefined || e.lateSends.sent === 0) {
    return atMost('send-lag', 'client-limited', e.sendLagP99Ms, limit, 'ms', what);
  }
  const { late, sent } = e.lateSends;
  const proven = (clopperPearson(late, sent, 0.9).lo ?? 0) > 0.01;
  return {
    id: 'send-lag',
    leadsTo: 'client-limited',
    verdict: proven ? 'fail' : 'pass',
    seen: late / sent,
    limit: 0.01,
    unit: 'share',
    why: `${late} of ${sent} requests left more than ${limit.toFixed(2)} ms late`,
  };
};

/**
 * Several tokens in one read mean a client that came late, unless the server put them into one
 * message (tokens per chunk above 1.5) or something between held the whole answer back.
 */
const coalesced: Rule = (e, limits) => {
  const excused = (e.tokensPerChunk ?? 1) > 1.5 || (e.oneBurstShare ?? 0) > 0.5;
  return atMost(
    'coalesced-arrivals',
    'client-limited',
    excused ? 0 : e.coalescedShare,
    limits.maxCoalescedShare,
    'share',
    'token messages that shared a read with the one before, where the server did not merge',
  );
};

const slots: Rule = (e) =>
  atMost(
    'drops-for-want-of-slots',
    'client-limited',
    e.openLoop ? e.dropped.forWantOfSlots : 0,
    0,
    'requests',
    'requests of an open loop that found no free slot',
  );

const cache: Rule = (e, limits) =>
  e.prefixCache === 'cold'
    ? atMost(
        'prefix-cache-hits',
        'contaminated',
        e.cachedTokenShare,
        limits.maxCacheHitShare,
        'share',
        'prompt tokens served from a cache although every prompt was salted',
      )
    : {
        id: 'prefix-cache-hits',
        leadsTo: 'contaminated',
        verdict: 'pass',
        why: `the plan asks for a ${e.prefixCache} cache`,
      };

const model: Rule = ({ askedModel, servedModels }) => {
  const other = servedModels.filter((m) => m !== askedModel);
  const id = 'served-model';
  const leadsTo = 'contaminated';
  if (askedModel === undefined || servedModels.length === 0) {
    return { id, leadsTo, verdict: 'unknown', why: 'the server names no model in its answers' };
  }
  return other.length === 0
    ? { id, leadsTo, verdict: 'pass', why: `every answer names ${askedModel}` }
    : { id, leadsTo, verdict: 'fail', why: `asked ${askedModel}, served ${other.join(', ')}` };
};

const buffering: Rule = (e) =>
  atMost(
    'buffering-proxy',
    'contaminated',
    e.oneBurstShare,
    0.5,
    'share',
    'answers of five tokens and more that arrived whole in one read',
  );

const clock: Rule = (e) =>
  atMost('clock-steps', 'contaminated', e.clockSteps, 0, 'steps', 'steps of the host clock');

const foreign: Rule = (e, limits) =>
  atMost(
    'foreign-load',
    'contaminated',
    e.foreignRequestShare,
    limits.maxForeignRequestShare,
    'share',
    'requests in the box own counters that were not sent by this run',
  );

const errors: Rule = (e, limits) =>
  atMost(
    'errors',
    'finding',
    e.failedShare,
    limits.maxErrorShare,
    'share',
    'measured requests that failed or timed out',
  );

const queue: Rule = (e) =>
  e.openLoop
    ? atMost(
        'queue-growth',
        'finding',
        e.queueGrowth,
        2,
        'ratio',
        'requests in flight late in the windows over early in them',
      )
    : {
        id: 'queue-growth',
        leadsTo: 'finding',
        verdict: 'pass',
        why: 'a closed loop cannot build up a queue beyond its concurrency',
      };

const truncated: Rule = (e) =>
  atMost(
    'truncated-answers',
    'finding',
    e.truncatedShare,
    0.05,
    'share',
    'answers cut at the token limit',
  );

/** Every check, in the order of its precedence. */
export const rules: readonly Rule[] = [
  ended,
  notCut,
  loop,
  sendLag,
  coalesced,
  slots,
  cache,
  model,
  buffering,
  clock,
  foreign,
  errors,
  queue,
  truncated,
];
