import { stringify } from 'csv-stringify/sync';
import type { Cell, Figure, Latency, Summary } from '../analysis/index.ts';

const percentiles = ['p50', 'p90', 'p95', 'p99'] as const;
const latencies = ['ttftMs', 'tpotMs', 'e2eMs', 'taskMs', 'responseMs', 'sendLagMs'] as const;

/**
 * The summary as CSV (UTF-8 with a byte order mark, so that spreadsheets read Chinese), one line a
 * cell; an absent value is an empty field. Texts that a spreadsheet would run as a formula are
 * quoted with a leading apostrophe.
 */
export function summaryCsv(summary: Summary): string {
  const rows = summary.cells.map(rowOf);
  const columns = Object.keys(rows[0] ?? {});
  return `\ufeff${stringify(rows, { header: true, columns, record_delimiter: '\r\n', escape_formulas: true })}`;
}

function rowOf(c: Cell): Record<string, string | number | undefined> {
  return {
    endpoint: c.endpoint,
    scenario: c.scenario,
    strategy: c.strategy,
    serialisation: c.serialisation,
    loadPoint: c.loadPoint.index,
    loadKind: c.loadPoint.kind,
    load: loadOf(c),
    validity: c.validity.verdict,
    findings: c.validity.findings.join(' '),
    measured: c.requests.measured,
    completed: c.requests.completed,
    failed: c.requests.failed,
    dropped: c.requests.dropped,
    offeredPerS: known(c.offeredPerS),
    achievedPerS: known(c.achievedPerS),
    concurrency: known(c.concurrency),
    ...Object.assign({}, ...latencies.map((name) => latencyColumns(name, c[name]))),
    outputTokensPerS: known(c.tokensPerS.output),
    goodputPerS: known(c.goodputPerS),
    correctGoodputPerS: known(c.correctGoodputPerS),
    accuracyItems: c.accuracy?.n,
    accuracy: c.accuracy?.value,
    accuracyLo: c.accuracy?.ci95?.[0],
    accuracyHi: c.accuracy?.ci95?.[1],
    cnyPerMillionOutputTokens: known(c.cost?.cnyPerMillionOutputTokens),
    cnyPerCorrectTask: known(c.cost?.cnyPerCorrectTask),
  };
}

function loadOf(c: Cell): number | undefined {
  const value = c.loadPoint['concurrency'] ?? c.loadPoint['ratePerS'];
  return typeof value === 'number' ? value : undefined;
}

const known = (figure: Figure | undefined): number | undefined =>
  typeof figure === 'number' ? figure : undefined;

function latencyColumns(name: string, latency: Latency): Record<string, number | undefined> {
  const seen = 'count' in latency ? latency : undefined;
  return Object.fromEntries([
    [`${name}.count`, seen?.count],
    [`${name}.mean`, seen?.mean],
    ...percentiles.flatMap((p): [string, number | undefined][] => [
      [`${name}.${p}`, seen?.[p]],
      [`${name}.${p}.lo`, seen?.ci95[p]?.[0]],
      [`${name}.${p}.hi`, seen?.ci95[p]?.[1]],
    ]),
  ]);
}
