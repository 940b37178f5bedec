import { findGpu, findModel } from '../catalog/index.ts';
import type { DataPath, Finding } from '../parse/finding.ts';
import { memberOf, textOf } from './loose.ts';

/** GPU and model named by the mapping at `path` are in the catalogue; absent ones are not asked about. */
export function checkCatalogueNames(holder: unknown, path: DataPath): Finding[] {
  const lookups = [
    ['gpu', findGpu],
    ['model', findModel],
  ] as const;
  return lookups.flatMap(([key, find]): Finding[] => {
    const written = textOf(memberOf(holder, key));
    const found = written === undefined || written === '' ? undefined : find(written);
    if (found === undefined || found.ok) return [];
    return found.problems.map(({ seen, expected, hint }) => ({
      path: [...path, key],
      expected,
      ...(seen === undefined ? {} : { seen }),
      ...(hint === undefined ? {} : { hint }),
    }));
  });
}
