import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic } from '../../edge/files/index.ts';
import {
  memoryResultCache,
  type SandboxedSqlEngine,
  sandboxedSqlEngine,
} from '../../edge/sql/index.ts';

const FILE = 'sql-results.jsonl';

/** An SQL engine whose results live in a run directory: grading again executes nothing twice. */
export interface StoredSqlEngine {
  readonly engine: SandboxedSqlEngine;
  /** Writes what was added, sorted, so that equal results have equal bytes. */
  save(): void;
  close(): Promise<void>;
}

export function storedSqlEngine(directory: string): StoredSqlEngine {
  const path = join(directory, FILE);
  const lines = existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
  const before = lines.length;
  const engine = sandboxedSqlEngine({
    cache: memoryResultCache([...lines], (line) => lines.push(line)),
  });
  return {
    engine,
    save: () => {
      if (lines.length > before) writeAtomic(path, `${lines.sort().join('\n')}\n`);
    },
    close: () => engine.close(),
  };
}
