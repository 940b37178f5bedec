/** What the parse gate made of a statement. */
export type GateVerdict =
  | { readonly kind: 'pass'; readonly clockAt: readonly ClockUse[] }
  | { readonly kind: 'refused'; readonly reason: string }
  /** A syntax error: the model's, to be reported as the engine words it. */
  | { readonly kind: 'error'; readonly message: string };

/** A place where the statement asks for the time; the offset counts UTF-8 bytes. */
export interface ClockUse {
  readonly name: string;
  readonly byteOffset: number;
}

/** Table functions that make rows out of nothing or of their arguments. */
const tableFunctions = new Set(['range', 'generate_series', 'unnest', 'json_each', 'json_tree']);
const forbiddenFunction =
  /^(read_|write_|scan_|sniff_|duckdb_|pragma_|pg_|enable_|disable_|force_|set_|parquet_|test_|sql_auto|json_execute|json_deserialize_sql|from_substrait|get_substrait|which_secret|nextval|currval|getenv|getvariable|current_setting|query$|query_table$|glob$|seq_scan|arrow_scan|pandas_scan|python_|iceberg_|delta_|postgres_|mysql_|sqlite_|icu_|add_parquet|in_search_path|sleep|txid_|checkpoint)|checkpoint|_scan$|^write/;
const systemTable = /^(duckdb_|pragma_|pg_|sqlite_)/;
const clockNames = new Set([
  'current_date',
  'current_time',
  'current_timestamp',
  'localtime',
  'localtimestamp',
  'now',
  'today',
  'get_current_timestamp',
  'get_current_time',
  'transaction_timestamp',
  'current_localtime',
  'current_localtimestamp',
]);

/**
 * Judges the tree that `json_serialize_sql` gave in a trusted, empty instance, before anything is
 * executed: one SELECT, no table function beyond the list, no file or system table in FROM, no
 * function that reads settings, files or other queries.
 */
export function duckdbVerdict(treeText: string): GateVerdict {
  const tree: unknown = JSON.parse(treeText);
  if (!isRecord(tree)) return { kind: 'refused', reason: 'no parse tree' };
  if (tree['error'] === true) {
    const message = String(tree['error_message']);
    return tree['error_type'] === 'parser'
      ? { kind: 'error', message: `Parser Error: ${message}` }
      : { kind: 'refused', reason: 'one SELECT statement only' };
  }
  const statements = tree['statements'];
  if (!Array.isArray(statements) || statements.length === 0)
    return { kind: 'refused', reason: 'empty statement' };
  if (statements.length > 1) return { kind: 'refused', reason: 'more than one statement' };
  const clockAt: ClockUse[] = [];
  const reason = refusalIn(statements[0], clockAt);
  return reason === undefined ? { kind: 'pass', clockAt } : { kind: 'refused', reason };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refusalIn(node: unknown, clockAt: ClockUse[]): string | undefined {
  if (Array.isArray(node)) {
    for (const child of node) {
      const reason = refusalIn(child, clockAt);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }
  if (!isRecord(node)) return undefined;
  const own = refusalOf(node);
  if (own !== undefined) return own;
  const clock = clockIn(node);
  if (clock !== undefined) clockAt.push(clock);
  for (const child of Object.values(node)) {
    const reason = refusalIn(child, clockAt);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function refusalOf(node: Readonly<Record<string, unknown>>): string | undefined {
  if (node['type'] === 'TABLE_FUNCTION') {
    const call = node['function'];
    const name = isRecord(call) ? String(call['function_name']).toLowerCase() : '';
    if (!tableFunctions.has(name)) return `table function ${name} is not allowed here`;
  }
  if (node['type'] === 'BASE_TABLE') return tableRefusal(node);
  if (node['class'] === 'FUNCTION' && node['type'] !== 'TABLE_FUNCTION') {
    const name = String(node['function_name']).toLowerCase();
    if (forbiddenFunction.test(name)) return `function ${name} is not allowed here`;
  }
  return undefined;
}

/** A name that is no plain identifier could be a file; other schemas hold the engine's own tables. */
function tableRefusal(node: Readonly<Record<string, unknown>>): string | undefined {
  const name = String(node['table_name']);
  if (!/^[\p{L}\p{N}_$ -]+$/u.test(name)) return 'a FROM that is no table name';
  if (systemTable.test(name.toLowerCase())) return `system table ${name} is not allowed here`;
  const schema = node['schema_name'];
  if (schema !== undefined && schema !== 'main')
    return `schema ${String(schema)} is not allowed here`;
  const catalog = node['catalog_name'];
  if (catalog !== undefined) return `catalogue ${String(catalog)} is not allowed here`;
  return undefined;
}

function clockIn(node: Readonly<Record<string, unknown>>): ClockUse | undefined {
  const byteOffset = node['query_location'];
  if (typeof byteOffset !== 'number') return undefined;
  if (node['class'] === 'COLUMN_REF' && Array.isArray(node['column_names'])) {
    const names = node['column_names'];
    const name = String(names[0]).toLowerCase();
    return names.length === 1 && clockNames.has(name) ? { name, byteOffset } : undefined;
  }
  if (node['class'] === 'FUNCTION') {
    const name = String(node['function_name']).toLowerCase();
    if (clockNames.has(name)) return { name, byteOffset };
    const args = node['children'];
    if (name === 'age' && Array.isArray(args) && args.length === 1) return { name, byteOffset };
  }
  return undefined;
}
