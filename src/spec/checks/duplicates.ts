import { type DataPath, type Finding, pathText } from '../parse/finding.ts';
import { shown } from '../parse/shown.ts';

/** The second and later of equal texts, each pointing to the first. Items that are no text are skipped. */
export function duplicates(
  items: readonly { readonly path: DataPath; readonly value: unknown }[],
  noun: string,
): Finding[] {
  const first = new Map<string | number, DataPath>();
  const found: Finding[] = [];
  for (const { path, value } of items) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, path);
    else
      found.push({
        path,
        expected: `each ${noun} once`,
        seen: shown(value, path),
        hint: `${pathText(earlier)} has it already`,
      });
  }
  return found;
}

/** As duplicates, for the items of a list at `path`. */
export const duplicatesIn = (path: DataPath, list: readonly unknown[], noun: string): Finding[] =>
  duplicates(
    list.map((value, i) => ({ path: [...path, i], value })),
    noun,
  );
