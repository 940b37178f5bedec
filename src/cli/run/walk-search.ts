import { nextLoad, type SearchStep } from '../../analysis/index.ts';
import { type Clock, ms, random, type Sink } from '../../base/index.ts';
import type { CancelSignal, DriveEnd, Suite } from '../../load/index.ts';
import type { SegmentEvent } from '../../record/index.ts';
import type { LoadPoint, Plan } from '../../spec/index.ts';
import type { SearchWatch } from './search-watch.ts';
import type { WalkBefore, Walker } from './walker.ts';

export type SearchLoad = Extract<Plan['load'], { readonly kind: 'search' }>;

/** A step that an earlier segment finished. */
export type FinishedStep = Extract<SegmentEvent, { readonly kind: 'search-step' }>;

export interface SearchWalk {
  readonly plan: Plan;
  readonly load: SearchLoad;
  readonly endpoints: readonly string[];
  readonly suites: readonly Suite[];
  readonly walker: Walker;
  readonly watch: SearchWatch;
  readonly clock: Clock;
  readonly segment: number;
  readonly segments: Sink<SegmentEvent>;
  readonly drain: CancelSignal;
  /** What earlier segments recorded, and the steps they finished, in the order of the walk. */
  readonly before?: WalkBefore;
  readonly finished: readonly FinishedStep[];
  /** A load is about to be tested for the first time: the manifest has to name it before its records do. */
  named(loadPoints: readonly LoadPoint[]): void;
  tell(text: string): void;
}

/**
 * Looks for the capacity of one endpoint after the other, in random order, one suite after the other.
 * Every step is a schedule of one load point, walked to its last answer before the next is chosen. A
 * resumed search takes the finished steps as they were and goes on with the one that was cut.
 */
export async function walkSearch(input: SearchWalk): Promise<DriveEnd> {
  const { plan, load, watch, walker } = input;
  const order = random(plan.seed).child('search').stream('endpoints').shuffled(input.endpoints);
  const finished = [...input.finished];
  let before: WalkBefore = input.before ?? nothingBefore;
  let sent = 0;
  let step = 0;
  const ended = (reason: DriveEnd['reason']): DriveEnd => ({
    reason,
    atMs: input.clock.now(),
    sent,
    nextIndex: before.nextIndex,
  });
  const noEndpoint = new Set<string>();
  for (const endpoint of order) {
    for (const suite of input.suites) {
      const tested: SearchStep[] = [];
      for (;;) {
        const move = nextLoad(tested, load);
        if (move.kind === 'done' || noEndpoint.has(endpoint)) break;
        const point = pointFor(move.load, input);
        const firstBlock = step++ * load.repeats;
        const { tasks: _, ...place } = suite;
        const key = { endpoint, ...place, loadPoint: point.index };
        const done = finished[0]?.endpoint === endpoint && finished[0].loadPoint === point.index;
        if (done) finished.shift();
        else {
          const spentTokens = watch.tokens;
          const end = await walker.walk({
            schedule: {
              plan: stepPlan(plan, load),
              loadPoints: [point],
              endpoints: [endpoint],
              suites: [suite],
              firstBlock,
            },
            before,
          });
          sent += end.sent;
          before = {
            ...before,
            nextIndex: end.nextIndex,
            requests: before.requests + end.sent,
            tokens: before.tokens + watch.tokens - spentTokens,
          };
          if (end.reason === 'interrupted' || input.drain.cancelled) return ended('interrupted');
          if (end.reason === 'limit') return ended('limit');
          if (end.reason === 'no-endpoint') noEndpoint.add(endpoint);
        }
        const seen = watch.step(key, move.load);
        if (seen === undefined || noEndpoint.has(endpoint)) break;
        tested.push(seen);
        if (!done) tellStep(input, endpoint, seen);
      }
    }
  }
  return ended(noEndpoint.size === order.length ? 'no-endpoint' : 'done');
}

function tellStep(
  input: SearchWalk,
  endpoint: string,
  { loadPoint, load, met, why }: SearchStep,
): void {
  const { segment, clock } = input;
  input.segments.append({
    kind: 'search-step',
    segment,
    atMs: ms(clock.now()),
    endpoint,
    loadPoint,
    met,
  });
  const unit = input.load.of === 'ratePerS' ? '/s' : ' at once';
  input.tell(`${endpoint}  ${load}${unit}: ${met ? 'met' : `not met (${why ?? ''})`}\n`);
}

const nothingBefore: WalkBefore = {
  recordedIds: new Set(),
  elapsedByBlock: new Map(),
  lastBlock: -1,
  nextIndex: 0,
  requests: 0,
  tokens: 0,
};

/** The load point of a load; endpoints that are tested at the same load share one, so that they can be compared. */
function pointFor(value: number, { load, watch, named }: SearchWalk): LoadPoint {
  const { loadPoints } = watch;
  const known = loadPoints.find((p) =>
    load.of === 'concurrency'
      ? p.kind === 'closed' && p.concurrency === value
      : p.kind === 'poisson' && p.ratePerS === value,
  );
  if (known !== undefined) return known;
  const index = loadPoints.length;
  const point: LoadPoint =
    load.of === 'concurrency'
      ? { index, kind: 'closed', concurrency: value }
      : { index, kind: 'poisson', ratePerS: value };
  loadPoints.push(point);
  named(loadPoints);
  return point;
}

/** A step as a plan of its own: each repeat lasts `stepS` at one stretch. */
function stepPlan(plan: Plan, { repeats, stepS }: SearchLoad) {
  const { requests: _, ...rest } = plan;
  return { ...rest, repeats, durationS: stepS, order: 'sequential' as const };
}
