import type { SqlDialect } from '../../base/index.ts';
import type { SqlChild } from './sql-child.ts';

/** Children started ahead of need: one is taken per item and never given back. */
export interface ChildPool {
  take(dialect: SqlDialect): SqlChild;
  /** Kills every spare and every child that is still at work. */
  close(): void;
}

/**
 * Keeps up to `spares` idle children of each dialect that was asked for; the first of a dialect is
 * started at the first need, so that an engine nobody uses costs nothing.
 */
export function childPool(start: (dialect: SqlDialect) => SqlChild, spares: number): ChildPool {
  const idle = new Map<SqlDialect, SqlChild[]>();
  const started = new Set<SqlChild>();
  let closed = false;
  const begin = (dialect: SqlDialect): SqlChild => {
    const child = start(dialect);
    started.add(child);
    return child;
  };
  return {
    take: (dialect) => {
      const waiting = idle.get(dialect) ?? [];
      const child = waiting.shift() ?? begin(dialect);
      while (!closed && waiting.length < spares) waiting.push(begin(dialect));
      idle.set(dialect, waiting);
      return child;
    },
    close: () => {
      closed = true;
      for (const child of started) child.kill();
      started.clear();
      idle.clear();
    },
  };
}
