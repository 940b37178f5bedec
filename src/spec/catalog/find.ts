import { fail, ok, type Result } from '../../base/index.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Gpu } from './gpu.ts';
import { gpus } from './gpus.ts';
import type { Model } from './model.ts';
import { models } from './models.ts';

/** The GPU of that catalogue id, name or alias; case, maker's name and "GB" for "g" do not matter. */
export const findGpu = (idOrAlias: string): Result<Gpu> => findEntry('GPU', gpus, idOrAlias);

/** The model of that catalogue id, hub name (with or without owner) or alias; case does not matter. */
export const findModel = (idOrAlias: string): Result<Model> =>
  findEntry('model', models, idOrAlias);

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

function findEntry<E extends Entry>(
  noun: string,
  entries: readonly E[],
  written: string,
): Result<E> {
  const wanted = [folded(written), folded(withoutOwner(written))];
  const found = entries.find((entry) =>
    namesOf(entry).some((name) => wanted.includes(folded(name))),
  );
  if (found !== undefined) return ok(found);
  const hint =
    didYouMean(
      written,
      entries.flatMap((entry) => [entry.id, ...entry.aliases]),
    ) ?? `known: ${entries.map((entry) => entry.id).join(', ')}`;
  return fail({
    file: 'catalogue',
    seen: JSON.stringify(written.slice(0, 80)),
    expected: `a ${noun} of the catalogue`,
    hint,
  });
}

const namesOf = (entry: Entry): readonly string[] => [
  entry.id,
  entry.name,
  withoutOwner(entry.name),
  ...entry.aliases,
];

const withoutOwner = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** "NVIDIA H20 141GB", "h20_141gb" and "h20-141g" are one name. */
const folded = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^(nvidia|amd|huawei)[\s_-]+/, '')
    .replace(/(\d)\s*gb?(?![a-z0-9])/g, '$1g')
    .replace(/[\s_-]+/g, '-');
