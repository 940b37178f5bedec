import { didYouMean } from '../did-you-mean.ts';
import type { DataPath } from './finding.ts';
import { type AnySchema, optionsOf } from './schema-at.ts';
import { bounds } from './schema-words.ts';
import { isHidden } from './secrets.ts';
import { inUnitOf } from './unit-hint.ts';

/** How to repair a value of the wrong type or range, where that can be guessed. */
export function valueHint(
  schema: AnySchema | undefined,
  path: DataPath,
  value: unknown,
): string | undefined {
  if (schema === undefined || isHidden(path, value)) return undefined;
  const key = path.findLast((step) => typeof step === 'string') ?? '';
  if (value === undefined) return key === '' ? undefined : `add ${key}`;
  const options = optionsOf(schema);
  const types = options.map((option) => option._zod.def.type);
  if (types.includes('number')) {
    const hint = numberHint(options[types.indexOf('number')] ?? schema, key, unitKey(path), value);
    if (hint !== undefined) return hint;
  }
  if (types.includes('boolean') && typeof value === 'string' && /^(yes|no|on|off)$/i.test(value)) {
    return `write ${/^(yes|on)$/i.test(value) ? 'true' : 'false'}`;
  }
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    return `put it in quotes: "${value}"`;
  }
  const words = options.flatMap(wordsOf);
  if (words.length > 0 && typeof value === 'string') return didYouMean(value, words);
  if (types.includes('array') && (typeof value !== 'object' || value === null)) {
    return value === null ? undefined : `write a list: [${String(value).slice(0, 40)}]`;
  }
  if (typeof value === 'number' || typeof value === 'string')
    return mappingHint(options, key, value);
  return undefined;
}

function numberHint(
  schema: AnySchema,
  key: string,
  unitOf: string,
  value: unknown,
): string | undefined {
  const { most, least } = bounds(schema);
  if (typeof value === 'number') {
    const isShare = most === 1 && (least === 0 || least === undefined);
    return isShare && value > 1 && value <= 100
      ? `shares are 0 to 1: ${key}: ${value / 100}`
      : undefined;
  }
  const number = inUnitOf(unitOf, value);
  if (number === undefined) return undefined;
  if (String(value).trim().endsWith('%')) return `as a plain number: ${key}: ${number}`;
  return /^\s*[-+]?[\d.]+\s*$/.test(String(value))
    ? `without quotes: ${key}: ${number}`
    : `a plain number, the unit stands in the key: ${key}: ${number}`;
}

/** The nearest key above that names a unit: that of `ttftMs.p95` is ttftMs. */
const unitKey = (path: DataPath): string =>
  path.findLast((step): step is string => typeof step === 'string' && !/^p\d+$/.test(step)) ?? '';

const wordsOf = (schema: AnySchema): string[] => {
  const { def } = schema._zod;
  if (def.type === 'enum') return Object.values(def.entries).map(String);
  return def.type === 'literal' ? def.values.map(String) : [];
};

/** A bare value where a mapping belongs: the percentile or the kind that is missing. */
function mappingHint(
  options: readonly AnySchema[],
  key: string,
  value: number | string,
): string | undefined {
  for (const { _zod } of options) {
    if (_zod.def.type !== 'object') continue;
    const shape = _zod.def.shape;
    if (Object.hasOwn(shape, 'p95')) {
      const number = inUnitOf(key, value) ?? value;
      return `name the percentile it is meant for: ${key}: { p95: ${number} }`;
    }
    const kind = shape['kind'];
    if (
      kind !== undefined &&
      kind._zod.propValues === undefined &&
      kind._zod.values?.has(String(value))
    ) {
      return `${key}: { kind: ${value}, ... }`;
    }
  }
  return undefined;
}
