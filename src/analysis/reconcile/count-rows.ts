import type { Meaning, ServerDelta } from '../telemetry/index.ts';
import type { ClientOver } from './client-over.ts';
import type { DifferenceReason, ReconcileRow } from './schema.ts';
import { tolerance } from './tolerance.ts';

/** Requests and tokens of client and server; a row for each that both know. */
export function countRows(
  client: ClientOver,
  server: ServerDelta,
  promptTokensExcludeCached: boolean,
): ReconcileRow[] {
  const counter = (meaning: Meaning): number | undefined => server.counters.get(meaning);
  const unfinished = client.ended - client.completed;
  const tokensKnown = client.completed > client.withoutUsage;
  const hits = counter('prefixHits');
  const prompt = counter('promptTokens');
  // Where a page leaves cached tokens out and does not tell them, its prompt tokens say nothing here.
  const whole = promptTokensExcludeCached
    ? prompt === undefined || hits === undefined
      ? undefined
      : prompt + hits
    : prompt;
  const reasons = (more: boolean): readonly (readonly [boolean, DifferenceReason])[] => [
    [unfinished > 0 && more, 'requests-that-did-not-complete'],
    [client.withoutUsage > 0 && more, 'requests-without-usage'],
    [client.clientCounted > 0, 'client-counts-tokens-itself'],
  ];
  const tokens = (
    meaning: 'promptTokens' | 'generatedTokens' | 'prefixHits',
    ours: number,
    theirs: number | undefined,
    atEdges: number,
  ): ReconcileRow[] =>
    theirs === undefined || !tokensKnown
      ? []
      : [countRow(meaning, 'tokens', ours, theirs, atEdges, reasons(theirs > ours))];
  const finished = counter('requestsFinished');
  return [
    ...(finished === undefined
      ? []
      : [
          countRow('requestsFinished', 'requests', client.completed, finished, client.atEdges, [
            // A server may have finished what broke on its way to us: so many at most.
            [
              finished > client.completed && finished - client.completed <= unfinished,
              'requests-that-did-not-complete',
            ],
          ]),
        ]),
    ...tokens('promptTokens', client.promptTokens, whole, client.promptTokensAtEdges),
    ...tokens(
      'generatedTokens',
      client.generatedTokens,
      counter('generatedTokens'),
      client.generatedTokensAtEdges,
    ),
    ...(client.cachedTokens === undefined
      ? []
      : tokens('prefixHits', client.cachedTokens, hits, client.promptTokensAtEdges)),
  ];
}

function countRow(
  meaning: ReconcileRow['meaning'],
  unit: ReconcileRow['unit'],
  client: number,
  server: number,
  atEdges: number,
  reasons: readonly (readonly [boolean, DifferenceReason])[],
): ReconcileRow {
  const apart = Math.abs(client - server);
  const isApart = apart > tolerance.count * Math.max(server, 1);
  const reason = !isApart
    ? undefined
    : apart <= atEdges
      ? 'edge-of-the-span'
      : reasons.find(([applies]) => applies)?.[1];
  return {
    meaning,
    statistic: 'total',
    unit,
    client,
    server,
    ...(server === 0 ? {} : { difference: client / server - 1 }),
    ...(reason === undefined ? {} : { explained: reason }),
    flagged: isApart && reason === undefined,
  };
}
