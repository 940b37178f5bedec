import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { DataPath, Finding, Scenario } from '../../spec/index.ts';

/** A data file of a scenario: what it is there for, where it lies, and what it holds. */
export interface DataFile {
  /** workbook, schema, seedData, database or instance-0, instance-1, ... */
  readonly role: string;
  /** Absolute, links resolved. */
  readonly path: string;
  /** SHA-256 of the bytes, 64 hex digits. */
  readonly hash: string;
}

/**
 * The data files of a scenario, or what is wrong with their paths. A path is relative to the scenario
 * file and may not leave the scenario's surroundings: the folder above `scenarios/`, else its own
 * (or one of `alsoInside`: the plan's). A shared scenario can so not read what else lies on the disk.
 */
export async function dataFiles(
  scenario: Scenario,
  scenarioFile: string,
  alsoInside: readonly string[] = [],
): Promise<{ readonly files: DataFile[]; readonly findings: Finding[] }> {
  const folder = dirname(scenarioFile);
  const own = basename(folder) === 'scenarios' ? dirname(folder) : folder;
  const roots = await Promise.all([own, ...alsoInside].map((root) => realpath(root)));
  const files: DataFile[] = [];
  const findings: Finding[] = [];
  for (const { role, written, path } of references(scenario)) {
    const wrong = (expected: string, seen: string, hint?: string): void => {
      findings.push({ path, expected, seen, ...(hint === undefined ? {} : { hint }) });
    };
    const wanted = resolve(folder, written);
    const real = await existing(wanted);
    if (real === undefined) {
      wrong('a data file, relative to the scenario', `no file ${written}`);
    } else if (!roots.some((root) => isInside(real, root))) {
      wrong(
        'a data file near the scenario',
        `${written}, which lies outside`,
        'copy it beside the scenario, or into the folder that holds scenarios/',
      );
    } else {
      files.push({ role, path: real, hash: await fileHash(real) });
    }
  }
  return { files, findings };
}

interface Reference {
  readonly role: string;
  readonly written: string;
  readonly path: DataPath;
}

function references(scenario: Scenario): Reference[] {
  if (scenario.kind === 'synthetic' || scenario.data === undefined) return [];
  const { data } = scenario;
  const found: Reference[] = [];
  const add = (role: string, written: string | undefined, ...path: DataPath): void => {
    if (written !== undefined) found.push({ role, written, path: ['data', ...path] });
  };
  if ('workbook' in data) add('workbook', data.workbook, 'workbook');
  if ('engine' in data) {
    if ('database' in data) add('database', data.database, 'database');
    add('schema', data.schema, 'schema');
    if ('seedData' in data) add('seedData', data.seedData, 'seedData');
    for (const [i, instance] of (data.instances ?? []).entries()) {
      add(`instance-${i}`, instance, 'instances', i);
    }
  }
  return found;
}

/** The real path of a regular file, absent for all else. */
async function existing(path: string): Promise<string | undefined> {
  try {
    const real = await realpath(path);
    return (await stat(real)).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}

function isInside(path: string, root: string): boolean {
  const from = relative(root, path);
  return from !== '..' && !from.startsWith(`..${sep}`) && resolve(root, from) === path;
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part);
  return hash.digest('hex');
}
