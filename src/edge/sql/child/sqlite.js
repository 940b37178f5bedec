// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import initSqlJs from 'sql.js';
import { plainCell, RowFold } from './row-fold.js';

/** SQLite compiled to WebAssembly: its files are memory, so the database is a copy by construction. */
export async function openSqlite() {
  const SQL = await initSqlJs();
  /** @type {import('sql.js').Database | undefined} */
  let database;
  const opened = () => {
    if (database === undefined) throw new Error('no database is open');
    return database;
  };
  const version = new SQL.Database().exec('select sqlite_version()')[0]?.values[0]?.[0];
  return {
    version: `sqlite ${version}`,
    /** @param {string[]} scripts @param {string} file */
    build(scripts, file) {
      const built = new SQL.Database();
      for (const script of scripts) built.exec(script);
      writeFileSync(file, built.export());
      return {};
    },
    /** @param {string} file @param {number} nowMs */
    open(file, nowMs) {
      // SQLite asks the JavaScript clock: 'now' and CURRENT_DATE stand still.
      Date.now = () => nowMs;
      database?.close();
      database = new SQL.Database(readFileSync(file));
      database.exec(
        'PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY',
      );
      const names = database.exec(
        "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite%'",
      );
      return { tables: (names[0]?.values ?? []).map((row) => String(row[0])) };
    },
    ddl() {
      const read = opened().exec(
        "select sql from sqlite_master where sql is not null and name not like 'sqlite%' order by rowid",
      );
      return { ddl: (read[0]?.values ?? []).map((row) => `${row[0]};`).join('\n') };
    },
    parse() {
      return { tree: '' };
    },
    /** @param {string} sql @param {number} rowCap @param {number} byteCap @param {boolean} reversed */
    run(sql, rowCap, byteCap, reversed) {
      const db = opened();
      db.exec(`PRAGMA reverse_unordered_selects = ${reversed ? 'ON' : 'OFF'}`);
      const statement = db.prepare(sql);
      try {
        const fold = new RowFold(rowCap, byteCap);
        const columns = statement.getColumnNames();
        if (columns.length === 0) return { refused: 'no result set' };
        while (statement.step()) {
          // The option exists at run time and is absent from the published types.
          const row = /** @type {any} */ (statement).get(null, { useBigInt: true });
          if (!fold.add(row.map(plainCell))) return { tooBig: true };
        }
        return { columns, rows: fold.rows };
      } finally {
        statement.free();
      }
    },
  };
}
