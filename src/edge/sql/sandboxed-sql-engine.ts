import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { SqlDialect, SqlEngine, SqlOutcome, SqlRequest } from '../../base/index.ts';
import { childPool } from './child-pool.ts';
import { databaseHash, type SqlDatabase } from './database-source.ts';
import { memoryResultCache, type SqlResultCache, sqlResultKey } from './result-cache.ts';
import { runStatement } from './run-statement.ts';
import { type ChildLimits, defaultChildLimits, type SqlChild, startChild } from './sql-child.ts';

export interface SandboxOptions {
  /** Databases known from the start; `add` takes further ones. */
  readonly databases?: readonly SqlDatabase[];
  /** Default: in memory only. */
  readonly cache?: SqlResultCache;
  /** What 'now' means to every statement. Default: the last second of 2024. */
  readonly nowMs?: number;
  /** Children kept ready per dialect. Default: one per core. */
  readonly spares?: number;
  readonly limits?: ChildLimits;
}

/** The SQL engines behind the port, and what else a scenario needs of them. */
export interface SandboxedSqlEngine extends SqlEngine {
  /** Makes a database known and returns its hash. */
  add(database: SqlDatabase): string;
  /** All statements of one item, in one child that is thrown away afterwards; outcomes in order. */
  runAll(requests: readonly SqlRequest[]): Promise<readonly SqlOutcome[]>;
  /** `runAll` for many items, as many at once as there are cores; outcomes in the items' order. */
  runItems(items: readonly (readonly SqlRequest[])[]): Promise<readonly (readonly SqlOutcome[])[]>;
  /**
   * The statement once more with unordered rows reversed (SQLite; DuckDB has no such switch): where the
   * bag of rows differs from that of `run`, the answer hangs on an order it did not ask for (R15).
   */
  probe(request: SqlRequest): Promise<SqlOutcome>;
  /** DDL of a database as text for a prompt: its first script, or as read from a file. */
  schemaDdl(database: string): Promise<string>;
  /** Kills every child and removes built databases. */
  close(): Promise<void>;
}

const defaultNowMs = Date.UTC(2024, 11, 31, 23, 59, 59);
const notRun: SqlOutcome = { kind: 'error', message: 'the statement was not run' };
const buildTimeoutMs = 120_000;
const trustedTimeoutMs = 10_000;

/** An engine over throw-away children. Nothing is started before the first statement. */
export function sandboxedSqlEngine(options: SandboxOptions = {}): SandboxedSqlEngine {
  const limits = options.limits ?? defaultChildLimits;
  const nowMs = options.nowMs ?? defaultNowMs;
  const cache = options.cache ?? memoryResultCache();
  const databases = new Map<string, SqlDatabase>();
  const built = new Map<string, Promise<string>>();
  let home: Promise<string> | undefined;
  let emptyDir = '';
  const place = (): Promise<string> => {
    home ??= mkdtemp(join(tmpdir(), 'steelyard-sql-')).then(async (dir) => {
      emptyDir = join(dir, 'empty');
      await mkdir(emptyDir, { mode: 0o555 });
      return dir;
    });
    return home;
  };
  const pool = childPool(
    (dialect) => startChild(dialect, emptyDir, limits),
    options.spares ?? availableParallelism(),
  );
  const add = (database: SqlDatabase): string => {
    const hash = databaseHash(database);
    databases.set(hash, database);
    return hash;
  };
  for (const database of options.databases ?? []) add(database);

  const build = async (hash: string): Promise<string> => {
    const database = databases.get(hash);
    if (database === undefined) throw new RangeError(`no database ${hash} was added`);
    if (database.kind === 'file') return database.path;
    const file = join(await place(), `${hash.slice(0, 16)}.db`);
    const child = startChild(database.dialect, emptyDir, limits, true);
    try {
      await child.ready;
      const answer = await child.ask(
        { op: 'build', scripts: database.scripts, file },
        buildTimeoutMs,
      );
      if (answer.kind === 'answer') return file;
      throw new DatabaseBuildError(
        answer.kind === 'failed' ? answer.message : `the build ${answer.kind}`,
      );
    } finally {
      child.kill();
    }
  };
  const fileOf = (hash: string): Promise<string> => {
    const file = built.get(hash) ?? build(hash);
    built.set(hash, file);
    return file;
  };

  const fresh = async (dialect: SqlDialect): Promise<SqlChild> => {
    await place();
    return pool.take(dialect);
  };

  /** Statements run in order; one that ends its child is answered, the rest get a new child. */
  const execute = async (
    requests: readonly (SqlRequest & { readonly reversed?: boolean })[],
  ): Promise<readonly SqlOutcome[]> => {
    const outcomes: SqlOutcome[] = [];
    let child: SqlChild | undefined;
    let open: string | undefined;
    for (const request of requests) {
      const file = await fileOf(request.database);
      if (child === undefined) {
        child = await fresh(request.dialect);
        open = undefined;
      }
      const { outcome, childEnded } = await runStatement(child, request, {
        nowMs,
        reversed: request.reversed ?? false,
        ...(open === file ? {} : { open: file }),
      });
      outcomes.push(outcome);
      open = file;
      if (childEnded) {
        child.kill();
        child = undefined;
      }
    }
    child?.kill();
    return outcomes;
  };

  const runAll = async (requests: readonly SqlRequest[]): Promise<readonly SqlOutcome[]> => {
    const keys = requests.map((request) => sqlResultKey(request, nowMs));
    const todo = new Map<string, SqlRequest>();
    requests.forEach((request, i) => {
      const key = keys[i] ?? '';
      if (cache.get(key) === undefined) todo.set(key, request);
    });
    // A child speaks one dialect.
    for (const dialect of new Set([...todo.values()].map((request) => request.dialect))) {
      const mine = [...todo].filter(([, request]) => request.dialect === dialect);
      const outcomes = await execute(mine.map(([, request]) => request));
      mine.forEach(([key], i) => {
        const outcome = outcomes[i];
        if (outcome !== undefined) cache.set(key, outcome);
      });
    }
    return keys.map((key) => cache.get(key) ?? notRun);
  };

  return {
    add,
    runAll,
    run: async (request) => (await runAll([request]))[0] ?? notRun,
    runItems: (items) => {
      const atOnce = pLimit(availableParallelism());
      return Promise.all(items.map((requests) => atOnce(() => runAll(requests))));
    },
    probe: async (request) => {
      const key = sqlResultKey(request, nowMs, true);
      const known = cache.get(key);
      if (known !== undefined) return known;
      const [outcome = notRun] = await execute([{ ...request, reversed: true }]);
      cache.set(key, outcome);
      return outcome;
    },
    schemaDdl: async (hash) => {
      const database = databases.get(hash);
      if (database === undefined) throw new RangeError(`no database ${hash} was added`);
      if (database.kind === 'scripts') return database.scripts[0] ?? '';
      const child = await fresh(database.dialect);
      try {
        await child.ready;
        await child.ask({ op: 'open', file: database.path, nowMs }, trustedTimeoutMs);
        const answer = await child.ask({ op: 'ddl' }, trustedTimeoutMs);
        if (answer.kind === 'answer') return String(answer.fields['ddl']);
        throw new DatabaseBuildError(`the schema of ${database.path} cannot be read`);
      } finally {
        child.kill();
      }
    },
    close: async () => {
      pool.close();
      if (home !== undefined) await rm(await home, { recursive: true, force: true });
    },
  };
}

/** A scenario's own database cannot be built or opened: the scenario is at fault, not a model. */
export class DatabaseBuildError extends Error {
  override name = 'DatabaseBuildError';
}
