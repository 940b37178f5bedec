import { canonicalJson, contentHash, type SqlDialect } from '../../base/index.ts';

/** A database that statements may be run on, known to the engine by its hash. */
export type SqlDatabase =
  | {
      readonly kind: 'scripts';
      readonly dialect: SqlDialect;
      /** DDL first, then rows; run in this order in a child of their own. */
      readonly scripts: readonly string[];
    }
  | {
      readonly kind: 'file';
      readonly dialect: SqlDialect;
      /** Absolute path; opened read-only. */
      readonly path: string;
      readonly contentHash: string;
    };

/** Identity of a database: of what builds it, or of its bytes. What `SqlRequest.database` names. */
export const databaseHash = (database: SqlDatabase): string =>
  database.kind === 'scripts'
    ? contentHash(canonicalJson([database.dialect, ...database.scripts]))
    : contentHash(canonicalJson([database.dialect, database.contentHash]));

/**
 * The base database of an sql scenario and its further instances, base first. Each text is the content
 * of the file that the scenario names; an instance replaces the base's rows and keeps its DDL.
 */
export function scriptDatabases(texts: {
  readonly engine: SqlDialect;
  readonly schema: string;
  readonly seedData?: string | undefined;
  readonly instances?: readonly string[] | undefined;
}): readonly SqlDatabase[] {
  const of = (rows: readonly string[]): SqlDatabase => ({
    kind: 'scripts',
    dialect: texts.engine,
    scripts: [texts.schema, ...rows],
  });
  return [
    of(texts.seedData === undefined ? [] : [texts.seedData]),
    ...(texts.instances ?? []).map((rows) => of([rows])),
  ];
}
