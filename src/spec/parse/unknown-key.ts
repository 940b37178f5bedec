import { didYouMean, nearest } from '../did-you-mean.ts';
import type { DataPath, Finding } from './finding.ts';
import { type AnySchema, branchFor, innerOf, member, optionsOf } from './schema-at.ts';
import { shown, shownKey } from './shown.ts';
import { inUnitOf, keyOfSameStem } from './unit-hint.ts';

/** A finding, with what tells echoes of one mistake apart. */
export interface Explanation extends Finding {
  /** The known key that an unknown one most likely stands for. */
  readonly means?: string;
  /** True for rules about a mapping as a whole. */
  readonly isRule?: boolean;
}

/** Explains a key that the mapping at `path` does not have. `schema` is absent where none is known. */
export function unknownKey(
  path: DataPath,
  key: string,
  holder: unknown,
  schema: AnySchema | undefined,
): Explanation {
  const value = member(holder, key);
  const at = [...path, key];
  const seen = `${shownKey(key)}: ${shown(value, at)}`;
  const known = schema === undefined ? [] : keysOf(branchFor(schema, holder));
  const free = known.filter((name) => member(holder, name) === undefined);
  const base = { path: at, at: 'key', expected: 'a known key', seen } as const;
  const twin = keyOfSameStem(key, known);
  if (twin !== undefined && !free.includes(twin)) {
    return { ...base, hint: `remove it: ${twin} is given as well` };
  }
  if (twin !== undefined) {
    return {
      ...base,
      hint: `the unit stands in the key: ${twin}: ${rewritten(twin, key, value)}`,
      means: twin,
    };
  }
  const meant = nearest(key, free, 1)[0];
  const near = didYouMean(key, free);
  if (meant !== undefined && near !== undefined) return { ...base, hint: near, means: meant };
  const elsewhere = schema === undefined ? [] : formsWith(schema, key, known);
  if (elsewhere.length > 0) {
    return {
      ...base,
      hint: `it belongs to another form of this entry, with ${elsewhere.join(' or ')}; use one form only`,
    };
  }
  return { ...base, hint: known.length === 0 ? 'remove it' : `known here: ${known.join(', ')}` };
}

const keysOf = (schema: AnySchema): string[] =>
  schema._zod.def.type === 'object' ? Object.keys(schema._zod.def.shape) : [];

/** Other options of the union that know the key, told by what only they require. */
function formsWith(schema: AnySchema, key: string, known: readonly string[]): string[] {
  const forms: string[] = [];
  for (const option of optionsOf(schema)) {
    const { def } = option._zod;
    if (def.type !== 'object' || !Object.hasOwn(def.shape, key)) continue;
    const own = Object.entries(def.shape)
      .filter(([name, shape]) => !known.includes(name) && innerOf(shape) === shape)
      .map(([name]) => name);
    forms.push(own[0] ?? key);
  }
  return [...new Set(forms)];
}

/** The value as it would stand under the right key: `10s` becomes 10, `{p95: 2}` stays a mapping. */
function rewritten(twin: string, key: string, value: unknown): string {
  const number = inUnitOf(twin, value, key);
  if (number !== undefined) return String(number);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const members = Object.entries(value).map(([name, v]) => {
      const inner = inUnitOf(twin, v, key);
      return inner === undefined ? undefined : `${name}: ${inner}`;
    });
    if (members.length > 0 && members.every((m) => m !== undefined))
      return `{ ${members.join(', ')} }`;
  }
  return '...';
}
