import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { canonicalJson, contentHash, fail, ok, type Result } from '../../base/index.ts';
import { inputPath, type ResolvedScenario } from '../../edge/files/index.ts';
import type { Manifest } from '../../record/index.ts';
import { parseScenario, type Scenario } from '../../spec/index.ts';

/** A file that a scenario needs, with the role it plays there. */
export interface BundleFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * A scenario with the bytes of its data, wherever they came from: the user's files or the inputs/ of
 * a run directory. Names of files are `<scenario id>/<role>.<extension>`.
 */
export interface ScenarioBundle {
  readonly scenario: Scenario;
  readonly scenarioText: string;
  /** By role: workbook, schema, seedData, database, instance-0, ... */
  readonly files: ReadonlyMap<string, BundleFile>;
}

/** The bundle of a scenario that a plan named, its checked files read. */
export function bundleOf({ scenario, file, data }: ResolvedScenario): ScenarioBundle {
  return {
    scenario,
    scenarioText: readFileSync(file, 'utf8'),
    files: new Map(
      data.map(({ role, path }) => [role, { name: basename(path), content: readFileSync(path) }]),
    ),
  };
}

/** The bundle of a scenario as a run kept it under inputs/. */
export function bundleFromRun(
  directory: string,
  manifest: Manifest,
  scenarioId: string,
): Result<ScenarioBundle> {
  const kept = Object.entries(manifest.hashes.inputs).filter(([name]) =>
    name.startsWith(`${scenarioId}/`),
  );
  const read = (name: string, hash: string): Uint8Array =>
    readFileSync(inputPath(directory, name, hash));
  const scenarioName = `${scenarioId}/scenario.yaml`;
  const hash = manifest.hashes.inputs[scenarioName];
  if (hash === undefined) {
    return fail({
      file: directory,
      path: `inputs/${scenarioName}`,
      expected: 'the scenario as it was when the run was made',
      seen: 'nothing',
      hint: 'with store: hash no data is kept, and grading happens once, during the run',
    });
  }
  const scenarioText = new TextDecoder().decode(read(scenarioName, hash));
  const parsed = parseScenario(scenarioText, scenarioName);
  if (!parsed.ok) return parsed;
  const files = new Map<string, BundleFile>();
  for (const [name, fileHash] of kept) {
    if (name === scenarioName) continue;
    const [, role = '', file = ''] = name.split('/');
    files.set(role, { name: file, content: read(name, fileHash) });
  }
  return ok({ scenario: parsed.value, scenarioText, files });
}

/** What inputs/ must keep of a bundle: name to content. */
export function bundleInputs(bundle: ScenarioBundle): ReadonlyMap<string, Uint8Array> {
  const { id } = bundle.scenario;
  const inputs = new Map<string, Uint8Array>([
    [`${id}/scenario.yaml`, new TextEncoder().encode(bundle.scenarioText)],
  ]);
  for (const [role, { name, content }] of bundle.files)
    inputs.set(`${id}/${role}/${name}`, content);
  return inputs;
}

/** Hash of a scenario with its data, and of its tasks with their golden answers. */
export function bundleHashes(bundle: ScenarioBundle): {
  readonly scenario: string;
  readonly suite: string;
} {
  const files = [...bundle.files].map(([role, f]) => [role, contentHash(f.content)]);
  const { scenario } = bundle;
  const suite = scenario.kind === 'synthetic' ? scenario.synthetic : scenario.tasks;
  return {
    scenario: contentHash(canonicalJson([bundle.scenarioText, files])),
    suite: contentHash(canonicalJson(suite)),
  };
}
