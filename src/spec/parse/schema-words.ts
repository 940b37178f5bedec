import type { z } from 'zod';
import { type AnySchema, innerOf } from './schema-at.ts';

/** What a schema accepts, in plain words: "a whole number of at least 1", "one of fp8, int8". */
export function schemaWords(schema: AnySchema, depth = 0): string {
  const inner = innerOf(schema);
  const own = ownWording(inner);
  if (own !== undefined) return own;
  const def = inner._zod.def;
  switch (def.type) {
    case 'string':
      return textWords(inner);
    case 'number':
      return numberWords(inner);
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'nothing';
    case 'literal':
      return def.values.map(String).join(' or ');
    case 'enum':
      return `one of ${Object.values(def.entries).join(', ')}`;
    case 'array': {
      const least = bounds(inner).least ?? 0;
      const each = depth === 0 ? `, each ${schemaWords(asAny(def.element), depth + 1)}` : '';
      return `${least > 0 ? `a list of at least ${least}` : 'a list'}${each}`;
    }
    case 'record':
      return 'a mapping of names to values';
    case 'object': {
      const keys = Object.keys(def.shape);
      const named = keys.slice(0, 8).join(', ');
      return `a mapping with ${keys.length > 8 ? `${named}, ...` : named}`;
    }
    case 'union': {
      const options = def.options.map((option) => schemaWords(asAny(option), depth + 1));
      const kind = 'discriminator' in def ? ` (${String(def.discriminator)}: ...)` : '';
      return kind === '' ? [...new Set(options)].join(' or ') : `a mapping${kind}`;
    }
    default:
      return 'a value';
  }
}

const asAny = (schema: z.core.$ZodType): AnySchema => schema as AnySchema;

/** The wording that a schema or one of its checks brings along. */
function ownWording(schema: AnySchema): string | undefined {
  const def = schema._zod.def;
  // A mapping's own checks speak about its members together, not about what it is.
  const checks = def.type === 'object' ? [] : (def.checks ?? []);
  const candidates = [def, ...checks.map((check) => check._zod.def)];
  for (const { error } of candidates) {
    if (error === undefined) continue;
    const wording = error({ code: 'custom', input: undefined, path: [] } as never);
    if (typeof wording === 'string') return wording;
  }
  return undefined;
}

interface Bounds {
  readonly least?: number;
  readonly most?: number;
  readonly above?: number;
  readonly below?: number;
  readonly whole: boolean;
}

/** The limits that the checks of a schema set. */
export function bounds(schema: AnySchema): Bounds {
  const found: { least?: number; most?: number; above?: number; below?: number; whole: boolean } = {
    whole: false,
  };
  for (const check of schema._zod.def.checks ?? []) {
    const def = (check as z.core.$ZodChecks)._zod.def;
    if (def.check === 'number_format') found.whole = true;
    if (def.check === 'min_length') found.least = def.minimum;
    if (def.check === 'max_length') found.most = def.maximum;
    if (def.check === 'greater_than') found[def.inclusive ? 'least' : 'above'] = Number(def.value);
    if (def.check === 'less_than') found[def.inclusive ? 'most' : 'below'] = Number(def.value);
  }
  return found;
}

function textWords(schema: AnySchema): string {
  const { least, most } = bounds(schema);
  if (most !== undefined) return `text of at most ${most} characters`;
  return least === undefined ? 'text' : 'text that is not empty';
}

function numberWords(schema: AnySchema): string {
  const { least, most, above, below, whole } = bounds(schema);
  const noun = whole ? 'a whole number' : 'a number';
  const from = whole && above !== undefined ? above + 1 : least;
  if (from !== undefined && most !== undefined) return `${noun} from ${from} to ${most}`;
  const parts = [
    from === undefined ? '' : `of at least ${from}`,
    from === undefined && above !== undefined ? `above ${above}` : '',
    most === undefined ? '' : `of at most ${most}`,
    below === undefined ? '' : `below ${below}`,
  ].filter((part) => part !== '');
  return [noun, parts.join(' and ')].filter((part) => part !== '').join(' ');
}
