// @ts-check
import { DuckDBInstance, StatementType } from '@duckdb/node-api';
import { plainCell, RowFold } from './row-fold.js';

/** What closes file access, extensions, settings and spilling; see docs/methods.md, "SQL sandbox". */
const locked = {
  // temp_directory must come before enable_external_access, lock_configuration last.
  temp_directory: '',
  max_temp_directory_size: '0MB',
  enable_external_access: 'false',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
  allow_unsigned_extensions: 'false',
  memory_limit: '256MB',
  threads: '2',
};

/** DuckDB for one item; the parser instance is separate, empty, and never sees data. */
export async function openDuckdb() {
  const parser = await (
    await DuckDBInstance.create(':memory:', { ...locked, threads: '1', lock_configuration: 'true' })
  ).connect();
  const version = String((await parser.runAndReadAll('select version()')).getRows()[0]?.[0]);
  /** @type {import('@duckdb/node-api').DuckDBConnection | undefined} */
  let connection;
  const opened = () => {
    if (connection === undefined) throw new Error('no database is open');
    return connection;
  };
  return {
    version: `duckdb ${version}`,
    /** @param {string[]} scripts @param {string} file */
    async build(scripts, file) {
      const instance = await DuckDBInstance.create(file, { ...locked, lock_configuration: 'true' });
      const builder = await instance.connect();
      for (const script of scripts) await builder.run(script);
      await builder.run('CHECKPOINT');
      builder.closeSync();
      instance.closeSync();
      return {};
    },
    /** @param {string} file */
    async open(file) {
      const instance = await DuckDBInstance.create(file, {
        ...locked,
        access_mode: 'READ_ONLY',
        lock_configuration: 'true',
      });
      connection = await instance.connect();
      const tables = await connection.runAndReadAll(
        'select table_name from duckdb_tables() where not internal union all select view_name from duckdb_views() where not internal',
      );
      return { tables: tables.getRows().map((row) => String(row[0])) };
    },
    async ddl() {
      const tables = await opened().runAndReadAll(
        'select sql from duckdb_tables() where not internal order by table_name',
      );
      return {
        ddl: tables
          .getRows()
          .map((row) => String(row[0]))
          .join('\n'),
      };
    },
    /** @param {string} sql */
    async parse(sql) {
      const read = await parser.runAndReadAll(
        'select json_serialize_sql($1::varchar, skip_null := true, skip_empty := true, skip_default := true)',
        [sql],
      );
      return { tree: String(read.getRows()[0]?.[0]) };
    },
    /** @param {string} sql @param {number} rowCap @param {number} byteCap */
    async run(sql, rowCap, byteCap) {
      const extracted = await opened().extractStatements(sql);
      if (extracted.count !== 1) return { refused: 'more than one statement' };
      const prepared = await extracted.prepare(0);
      if (prepared.statementType !== StatementType.SELECT) return { refused: 'not a SELECT' };
      const result = await prepared.stream();
      const fold = new RowFold(rowCap, byteCap);
      const columns = result.columnNames();
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) break;
        for (const row of chunk.getRows())
          if (!fold.add(row.map(duckdbCell))) return { tooBig: true };
      }
      return { columns, rows: fold.rows };
    },
  };
}

/**
 * Decimals as numbers, dates and times as ISO-like text, all else that is not a scalar as text.
 * @param {any} value
 */
function duckdbCell(value) {
  if (value === null || typeof value !== 'object') return plainCell(value);
  if (value.constructor?.name === 'DuckDBDecimalValue') {
    if (value.scale === 0) return plainCell(value.value);
    return plainCell(Number(value.toString()));
  }
  return String(value);
}
