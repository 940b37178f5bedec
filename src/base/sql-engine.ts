import type { ResultSet } from './result-set.ts';

export type SqlDialect = 'sqlite' | 'duckdb' | 'postgres';

/** What became of one statement. Model-written SQL is hostile: it runs in a throw-away child. */
export type SqlOutcome =
  | { readonly kind: 'rows'; readonly result: ResultSet; readonly elapsedMs: number }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'timeout'; readonly afterMs: number }
  | { readonly kind: 'too-big'; readonly rowCap: number };

export interface SqlRequest {
  readonly dialect: SqlDialect;
  /** Content hash of the database or of its build script; the engine knows where it lies. */
  readonly database: string;
  readonly statement: string;
  readonly rowCap: number;
  readonly timeoutMs: number;
}

/** Runs one statement read-only. Never throws for what the statement does. */
export interface SqlEngine {
  run(request: SqlRequest): Promise<SqlOutcome>;
}
