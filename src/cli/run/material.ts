import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentHash, ok, type Result } from '../../base/index.ts';
import {
  type SandboxedSqlEngine,
  type SqlDatabase,
  scriptDatabases,
} from '../../edge/sql/index.ts';
import { readWorkbook } from '../../edge/workbook/index.ts';
import type { ScenarioData } from '../../spec/index.ts';
import type { TaskMaterial } from '../../task/index.ts';
import type { BundleFile, ScenarioBundle } from './scenario-bundle.ts';

/** A scenario's data made ready: what prompts show, and the databases its answers are judged on. */
export interface Material {
  readonly shown: TaskMaterial;
  /** Hashes known to the engine, the base database first; none without SQL. */
  readonly databases: readonly string[];
}

/** Reads a bundle's workbook, or makes its databases known to the engine. */
export async function materialOf(
  bundle: ScenarioBundle,
  engine: SandboxedSqlEngine,
): Promise<Result<Material>> {
  const { scenario, files } = bundle;
  if (scenario.kind === 'synthetic' || scenario.data === undefined) {
    return ok({ shown: {}, databases: [] });
  }
  const { data } = scenario;
  const workbook = files.get('workbook');
  if (workbook !== undefined) {
    const read = await readWorkbook(workbook.content, workbook.name);
    return read.ok ? ok({ shown: { workbook: read.value }, databases: [] }) : read;
  }
  if (!('engine' in data)) return ok({ shown: {}, databases: [] });
  const databases = databasesOf(data, files).map((database) => engine.add(database));
  const [base] = databases;
  const schema = files.get('schema');
  const schemaDdl =
    schema !== undefined ? textOf(schema) : base === undefined ? '' : await engine.schemaDdl(base);
  return ok({ shown: { schemaDdl }, databases });
}

function databasesOf(
  data: Extract<ScenarioData, { engine: string }>,
  files: ReadonlyMap<string, BundleFile>,
): readonly SqlDatabase[] {
  const instances = [...files]
    .filter(([role]) => role.startsWith('instance-'))
    .map(([, file]) => textOf(file));
  const base = files.get('database');
  if (base !== undefined) {
    return [fileDatabase(data.engine, base)];
  }
  const seedData = files.get('seedData');
  const schema = files.get('schema');
  return scriptDatabases({
    engine: data.engine,
    schema: schema === undefined ? '' : textOf(schema),
    seedData: seedData === undefined ? undefined : textOf(seedData),
    instances,
  });
}

/** A database file is opened from a place of its own, so that a run directory can be read-only. */
function fileDatabase(dialect: SqlDatabase['dialect'], file: BundleFile): SqlDatabase {
  const path = join(mkdtempSync(join(tmpdir(), 'steelyard-db-')), file.name);
  writeFileSync(path, file.content, { mode: 0o400 });
  return { kind: 'file', dialect, path, contentHash: contentHash(file.content) };
}

const textOf = (file: BundleFile): string => new TextDecoder().decode(file.content);
