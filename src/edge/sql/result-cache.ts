import {
  canonicalJson,
  contentHash,
  type SqlOutcome,
  type SqlRequest,
  type SqlValue,
} from '../../base/index.ts';

/** Outcomes by engine, database and statement; a run directory keeps them in sql-results.jsonl. */
export interface SqlResultCache {
  get(key: string): SqlOutcome | undefined;
  set(key: string, outcome: SqlOutcome): void;
}

/** Cache in memory; `onNew` is told of every new outcome as a line for sql-results.jsonl. */
export function memoryResultCache(
  lines: readonly string[] = [],
  onNew: (line: string) => void = () => {},
): SqlResultCache {
  const known = new Map(lines.map(decodeSqlResult).filter((entry) => entry !== undefined));
  return {
    get: (key) => known.get(key),
    set: (key, outcome) => {
      if (known.has(key)) return;
      known.set(key, outcome);
      onNew(encodeSqlResult(key, outcome));
    },
  };
}

/** Key of one statement on one database under one set of limits and one frozen clock. */
export const sqlResultKey = (request: SqlRequest, nowMs: number, reversed = false): string =>
  contentHash(
    canonicalJson([
      request.dialect,
      request.database,
      request.statement,
      request.rowCap,
      request.timeoutMs,
      nowMs,
      ...(reversed ? ['reversed'] : []),
    ]),
  );

/** One line of sql-results.jsonl, without its line break. Integers beyond 2^53 stay exact. */
export const encodeSqlResult = (key: string, outcome: SqlOutcome): string =>
  JSON.stringify({
    key,
    outcome:
      outcome.kind === 'rows'
        ? { ...outcome, result: { ...outcome.result, rows: outcome.result.rows.map(encodeRow) } }
        : outcome,
  });

const encodeRow = (row: readonly SqlValue[]): unknown[] =>
  row.map((cell) => {
    if (typeof cell === 'bigint') return { i: String(cell) };
    return typeof cell === 'number' && !Number.isFinite(cell) ? { f: String(cell) } : cell;
  });

/** A cell as the child or the file carries it; undefined for what is no cell. */
export function decodeCell(cell: unknown): SqlValue | undefined {
  if (cell === null) return null;
  switch (typeof cell) {
    case 'string':
    case 'number':
    case 'boolean':
      return cell;
    case 'object':
      if ('i' in cell && typeof cell.i === 'string') return BigInt(cell.i);
      if ('f' in cell) return Number(cell.f);
      if ('x' in cell) return `x'${String(cell.x)}'`;
      return undefined;
    default:
      return undefined;
  }
}

/** Rows as the child or the file carries them; undefined where their shape is wrong. */
export function decodeRows(rows: unknown): readonly (readonly SqlValue[])[] | undefined {
  if (!Array.isArray(rows)) return undefined;
  const out: SqlValue[][] = [];
  for (const row of rows) {
    if (!Array.isArray(row)) return undefined;
    const cells: SqlValue[] = [];
    for (const cell of row) {
      const value = decodeCell(cell);
      if (value === undefined) return undefined;
      cells.push(value);
    }
    out.push(cells);
  }
  return out;
}

/** The entry of a line; undefined for a torn or foreign line, which is then simply run again. */
export function decodeSqlResult(line: string): readonly [string, SqlOutcome] | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null) return undefined;
    const { key, outcome } = entry as { key?: unknown; outcome?: Record<string, unknown> };
    if (typeof key !== 'string' || outcome === undefined) return undefined;
    const decoded = decodeOutcome(outcome);
    return decoded === undefined ? undefined : [key, decoded];
  } catch {
    return undefined;
  }
}

function decodeOutcome(outcome: Record<string, unknown>): SqlOutcome | undefined {
  switch (outcome['kind']) {
    case 'rows': {
      const { columns, rows } = outcome['result'] as { columns: unknown[]; rows: unknown };
      const decoded = decodeRows(rows);
      if (decoded === undefined || !Array.isArray(columns)) return undefined;
      return {
        kind: 'rows',
        result: { columns: columns.map(String), rows: decoded },
        elapsedMs: Number(outcome['elapsedMs']),
      };
    }
    case 'error':
      return { kind: 'error', message: String(outcome['message']) };
    case 'refused':
      return { kind: 'refused', reason: String(outcome['reason']) };
    case 'timeout':
      return { kind: 'timeout', afterMs: Number(outcome['afterMs']) };
    case 'too-big':
      return { kind: 'too-big', rowCap: Number(outcome['rowCap']) };
    default:
      return undefined;
  }
}
