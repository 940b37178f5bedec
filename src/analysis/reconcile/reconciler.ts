import type { RequestRecord, TelemetrySample } from '../../record/index.ts';
import type { Fleet } from '../../spec/index.ts';
import {
  addDeltas,
  type BoxTimeline,
  boxTimelines,
  deltaBetween,
  type ServerDelta,
} from '../telemetry/index.ts';
import { type ClientLedger, clientLedger } from './client-ledger.ts';
import { type ClientOver, clientOver } from './client-over.ts';
import { countRows } from './count-rows.ts';
import { latencyRows } from './latency-rows.ts';
import { type LoadOverTime, loadOverTime } from './load-over-time.ts';
import { type Reconcile, reconciledMeanings } from './schema.ts';
import { stretchesAround } from './stretches.ts';
import { tolerance } from './tolerance.ts';

/** What the box's own page says about one cell. */
export interface CellReconcile {
  readonly reconcile: Reconcile;
  /** Requests that the box finished and we did not send, over ours; what edges leave open counts as ours. */
  readonly foreignRequestShare?: number;
  /** Prompt tokens found in the prefix cache, by the box's own count. */
  readonly cachedTokenShare?: number;
}

/** Takes every record of a run, then says what client and server make of each cell. */
export interface Reconciler {
  add(record: RequestRecord, cell: string): void;
  of(endpoint: string, cell: string): CellReconcile;
  /** Load of each box with a page or with records, over time. */
  loadOverTime(): readonly LoadOverTime[];
}

/**
 * Holds the client's records against the engine pages of `telemetry`. Endpoints with one metrics URL
 * are one box: what any of them was sent is ours.
 */
export function reconciler(telemetry: readonly TelemetrySample[], fleet: Fleet): Reconciler {
  const timelines = boxTimelines(telemetry, 'engine');
  const pageOf = new Map(
    fleet.endpoints.flatMap((e) =>
      'url' in e && e.telemetry?.engine !== undefined ? [[e.id, e.telemetry.engine] as const] : [],
    ),
  );
  const boxOf = (endpoint: string): string => pageOf.get(endpoint) ?? endpoint;
  const boxes = new Map<string, ClientLedger>();
  const boxAt = (endpoint: string) => {
    const key = boxOf(endpoint);
    const box = boxes.get(key) ?? clientLedger(gapBoundsMs);
    boxes.set(key, box);
    return box;
  };
  return {
    add: (record, cell) => boxAt(record.member ?? record.endpoint).add(record, cell),
    of: (endpoint, cell) => reconcileCell(timelines.get(endpoint), boxAt(endpoint), cell),
    loadOverTime: () =>
      [...new Set([...pageOf.keys(), ...timelines.keys()])].flatMap((endpoint) => {
        const over = loadOverTime(
          endpoint,
          timelines.get(endpoint)?.readings ?? [],
          boxAt(endpoint).columns(),
        );
        return over === undefined ? [] : [over];
      }),
  };
}

function reconcileCell(
  timeline: BoxTimeline | undefined,
  ledger: ClientLedger,
  cell: string,
): CellReconcile {
  if (timeline === undefined) return none('no engine page was scraped');
  const { readings, unreadable } = timeline;
  if (readings.length === 0) {
    return none(`no engine page could be read: ${Object.keys(unreadable)[0] ?? 'no reason given'}`);
  }
  const blocks = ledger.blocksOf(cell);
  const { stretches, covered, restarts } = stretchesAround(blocks, readings);
  const [first] = stretches;
  if (first === undefined) {
    return none(
      restarts > 0
        ? 'the server restarted, with no two pages of one life around the blocks of this cell'
        : 'no two engine pages around the blocks of this cell could be read',
    );
  }
  const server = addDeltas(stretches.map((s) => deltaBetween(s.from, s.to)));
  const client = clientOver(ledger, stretches, cell);
  const fastestScrapeMs = readings.reduce((ms, r) => Math.min(ms, 2 * r.boundMs), Infinity);
  const networkMs = Math.max(tolerance.networkMs, 2 * fastestScrapeMs);
  const { promptTokensExcludeCached, names } = first.to;
  return {
    reconcile: {
      rows: [
        ...countRows(client, server, promptTokensExcludeCached),
        ...latencyRows(client, server, gapBoundsMs, networkMs),
      ],
      over: {
        stretches: stretches.length,
        seconds: stretches.reduce((s, x) => s + (x.to.atMs - x.from.atMs) / 1000, 0),
        requests: client.completed,
        ownShare: client.completed === 0 ? 0 : client.own / client.completed,
        blocks: { covered, all: blocks.length },
        restarts,
      },
      series: Object.fromEntries(
        reconciledMeanings.flatMap((m) => {
          const name = names.get(m);
          return name === undefined ? [] : [[m, name]];
        }),
      ),
    },
    ...foreign(client, server),
    ...cached(server, promptTokensExcludeCached),
  };
}

/** 2% apart, from 0.1 ms to 100 s: as fine as a median of gaps is worth. */
const gapBoundsMs: readonly number[] = Array.from({ length: 699 }, (_, i) => 0.1 * 1.02 ** i);

const none = (why: string): CellReconcile => ({ reconcile: { absent: why } });

/** Everything of ours that the server may have counted is taken off before anything is called foreign. */
function foreign(client: ClientOver, server: ServerDelta) {
  const finished = server.counters.get('requestsFinished');
  if (finished === undefined || client.completed === 0) return {};
  const ours = client.ended + client.atEdges;
  return { foreignRequestShare: Math.max(0, finished - ours) / client.completed };
}

function cached(server: ServerDelta, promptTokensExcludeCached: boolean) {
  const hits = server.counters.get('prefixHits');
  const prompt = server.counters.get('promptTokens');
  const of =
    server.counters.get('prefixQueries') ??
    (promptTokensExcludeCached && prompt !== undefined ? prompt + (hits ?? 0) : prompt);
  return hits === undefined || of === undefined || of <= 0 ? {} : { cachedTokenShare: hits / of };
}
