import type { z } from 'zod';
import { nearest } from '../did-you-mean.ts';
import type { DataPath } from './finding.ts';

/** Any schema of the library, told apart by `_zod.def.type`. */
export type AnySchema = z.core.$ZodTypes;

/** What stands behind defaults, optionality and transforms: what a person writes. */
export function innerOf(schema: z.core.$ZodType): AnySchema {
  const any = schema as AnySchema;
  const { def } = any._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return innerOf(def.innerType);
    case 'pipe':
      return innerOf(def.in);
    case 'lazy':
      return innerOf(def.getter());
    default:
      return any;
  }
}

/** The schema that rules the value at a path of `data`; absent below keys it does not know. */
export function schemaAt(
  root: z.core.$ZodType,
  path: DataPath,
  data: unknown,
): AnySchema | undefined {
  let schema = innerOf(root);
  let value = data;
  for (const step of path) {
    for (let outer = schema; outer._zod.def.type === 'union'; outer = schema) {
      schema = branchFor(outer, value);
      if (schema === outer) return undefined;
    }
    const { def } = schema._zod;
    let next: z.core.$ZodType | undefined;
    if (def.type === 'object') next = def.shape[String(step)];
    else if (def.type === 'array') next = def.element;
    else if (def.type === 'record') next = def.valueType;
    if (next === undefined) return undefined;
    schema = innerOf(next);
    value = member(value, step);
  }
  return schema;
}

/** The member of a mapping or list, absent where there is none. */
export const member = (value: unknown, step: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Readonly<Record<string | number, unknown>>)[step]
    : undefined;

/** The options of a union, unions of unions made flat. */
export function optionsOf(schema: AnySchema): AnySchema[] {
  const { def } = schema._zod;
  return def.type === 'union'
    ? def.options.flatMap((option) => optionsOf(innerOf(option)))
    : [schema];
}

/** The option that a value was most likely meant for; the schema itself where it is no union. */
export function branchFor(schema: AnySchema, value: unknown): AnySchema {
  const kinds = schema._zod.def.type === 'union' ? withKind(schema._zod.def, value) : undefined;
  if (kinds !== undefined) return kinds;
  let best: { readonly option: AnySchema; readonly misfit: number } | undefined;
  for (const option of optionsOf(schema)) {
    const misfit = misfitOf(option, value);
    if (best === undefined || misfit < best.misfit) best = { option, misfit };
  }
  return best?.option ?? schema;
}

/**
 * The option that a key such as `kind` or `metric` decides: the one of that kind or, where options
 * are unions by kind themselves, that union, even if the kind is unknown.
 */
function withKind(def: z.core.$ZodUnionDef, value: unknown): AnySchema | undefined {
  const options = def.options.map(innerOf);
  if ('discriminator' in def) {
    const key = String(def.discriminator);
    return options.find(
      ({ _zod }) =>
        _zod.def.type === 'object' && acceptsLiteral(_zod.def.shape[key], member(value, key)),
    );
  }
  return options.find(
    ({ _zod }) =>
      _zod.def.type === 'union' &&
      'discriminator' in _zod.def &&
      member(value, String(_zod.def.discriminator)) !== undefined,
  );
}

/** How badly a value suits an option: its type first, then its kind, then keys unknown or missing. */
function misfitOf(option: AnySchema, value: unknown): number {
  const { def } = option._zod;
  if (def.type !== 'object') return suitsType(def.type, value) ? 0 : 1e6;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 1e6;
  const known = Object.keys(def.shape);
  const written = Object.keys(value);
  let misfit = 0;
  for (const key of written) {
    if (!known.includes(key)) misfit += nearest(key, known, 1).length > 0 ? 5 : 10;
    else if (!acceptsLiteral(def.shape[key], member(value, key))) misfit += 8;
  }
  for (const [key, shape] of Object.entries(def.shape)) {
    if (written.includes(key) || shape._zod.optin !== undefined) continue;
    misfit += nearest(key, written, 1).length > 0 ? 1 : 4;
  }
  return misfit;
}

/** False only where a literal or enum names other values: what tells the options apart. */
function acceptsLiteral(schema: z.core.$ZodType | undefined, value: unknown): boolean {
  if (schema === undefined) return true;
  const { def } = innerOf(schema)._zod;
  if (def.type === 'literal') return def.values.some((literal) => literal === value);
  if (def.type === 'enum') return Object.values(def.entries).some((entry) => entry === value);
  return true;
}

function suitsType(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'record')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'literal' || type === 'enum') return typeof value === 'string';
  if (type === 'null') return value === null;
  return typeof value === type;
}
