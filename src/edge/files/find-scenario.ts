import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { didYouMean } from '../../spec/index.ts';
import { isFile } from './is-file.ts';

/** Where a scenario was found, or where it was looked for and what is there instead. */
export type ScenarioPlace =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly seen: string; readonly hint: string };

const endings = ['.yaml', '.yml', '.json'];

/** A path has a separator or an ending; all else is an id. */
export const isScenarioPath = (reference: string): boolean =>
  /[/\\]/.test(reference) || endings.some((ending) => reference.endsWith(ending));

/**
 * The file of a scenario that a plan names: by path, relative to the plan; by id, in `scenarios/`
 * beside the plan, then below the working directory, then in the package.
 */
export async function findScenario(
  reference: string,
  planFile: string,
  packageRoot: string,
  workingDirectory: string,
): Promise<ScenarioPlace> {
  if (isScenarioPath(reference)) {
    const path = resolve(dirname(planFile), reference);
    return (await isFile(path))
      ? { kind: 'found', path }
      : { kind: 'missing', seen: `no file ${reference}`, hint: 'a path is relative to the plan' };
  }
  const roots = [dirname(resolve(planFile)), workingDirectory, packageRoot];
  const folders = [...new Set(roots.map((root) => join(root, 'scenarios')))];
  const known: string[] = [];
  for (const folder of folders) {
    for (const ending of endings) {
      const path = join(folder, `${reference}${ending}`);
      if (await isFile(path)) return { kind: 'found', path };
    }
    known.push(...(await idsIn(folder)));
  }
  const hint =
    didYouMean(reference, known) ??
    (known.length === 0
      ? 'no scenarios/ beside the plan'
      : `known: ${[...new Set(known)].sort().join(', ')}`);
  return { kind: 'missing', seen: JSON.stringify(reference), hint };
}

async function idsIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.flatMap((name) => {
      const ending = endings.find((e) => name.endsWith(e));
      return ending === undefined ? [] : [name.slice(0, -ending.length)];
    });
  } catch {
    return [];
  }
}
