/**
 * Model-written SQL, run on throw-away children under operating-system limits behind a parse gate
 * (DuckDB, SQLite). Not a general database client: one read-only statement in, rows or the reason why
 * not out. Implements base's SqlEngine; wired by cli for grading and for agents' tools.
 */
export { databaseHash, type SqlDatabase, scriptDatabases } from './database-source.ts';
export {
  decodeSqlResult,
  encodeSqlResult,
  memoryResultCache,
  type SqlResultCache,
  sqlResultKey,
} from './result-cache.ts';
export {
  DatabaseBuildError,
  type SandboxedSqlEngine,
  type SandboxOptions,
  sandboxedSqlEngine,
} from './sandboxed-sql-engine.ts';
export type { ChildLimits } from './sql-child.ts';
