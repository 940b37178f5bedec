import { z } from 'zod';
import { nearest } from '../did-you-mean.ts';
import type { DataPath, Finding } from './finding.ts';
import { type AnySchema, branchFor, innerOf, member, optionsOf, schemaAt } from './schema-at.ts';
import { schemaWords } from './schema-words.ts';
import { shown } from './shown.ts';
import { type Explanation, unknownKey } from './unknown-key.ts';
import { valueHint } from './value-hint.ts';

/** The parsed value, or everything that the schema has against the data. Never changes the data. */
export function schemaFindings<T>(
  schema: z.ZodType<T>,
  data: unknown,
): { readonly value: T } | { readonly findings: readonly Finding[] } {
  const parsed = schema.safeParse(data);
  if (parsed.success) return { value: parsed.data };
  return { findings: withoutEchoes(explained(schema, data, parsed.error.issues, [])) };
}

type Issue = z.core.$ZodIssue;

/** Issues of `schema` on `data`, which stands at `base` of the file. */
function explained(
  schema: z.core.$ZodType,
  data: unknown,
  issues: readonly Issue[],
  base: DataPath,
): Explanation[] {
  return issues.flatMap((issue): Explanation[] => {
    const inside = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    const path = [...base, ...inside];
    const value = inside.reduce<unknown>(member, data);
    const at = schemaAt(schema, inside, data);
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => unknownKey(path, key, value, at));
      case 'invalid_union':
        return issue.discriminator === undefined
          ? inBranch(at, value, path)
          : ofUnknownKind(schema, inside, data, path, issue.discriminator);
      case 'invalid_key':
        return [
          {
            path,
            at: 'key',
            expected: issue.issues[0]?.message ?? 'another key',
            seen: shown(inside.at(-1)),
          },
        ];
      case 'custom':
        return [{ path, expected: issue.message, seen: shown(value, path), isRule: true }];
      default:
        return [wrongValue(at, path, value, issue.message)];
    }
  });
}

function wrongValue(
  schema: AnySchema | undefined,
  path: DataPath,
  value: unknown,
  message: string,
): Finding {
  const hint = valueHint(schema, path, value);
  return {
    path,
    expected: schema === undefined ? message : schemaWords(schema),
    seen: shown(value, path),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** A union without a kind to go by: speaks about the option that was most likely meant. */
function inBranch(schema: AnySchema | undefined, value: unknown, path: DataPath): Explanation[] {
  if (schema === undefined) return [{ path, expected: 'another value', seen: shown(value, path) }];
  const branch = branchFor(schema, value);
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  const fitting = Array.isArray(value)
    ? branch._zod.def.type === 'array'
    : isMapping && ['object', 'union', 'record'].includes(branch._zod.def.type);
  if (!fitting) return [wrongValue(schema, path, value, '')];
  const parsed = z.safeParse(branch, value);
  if (parsed.success) return [{ path, expected: schemaWords(schema), seen: shown(value, path) }];
  // Keys are explained against all options, so that "belongs to another form" can be said.
  return explained(branch, value, parsed.error.issues, path).map((finding) =>
    finding.at === 'key' && finding.path.length === path.length + 1
      ? unknownKey(path, String(finding.path.at(-1)), value, schema)
      : finding,
  );
}

/** A mapping whose `kind` names no option: says so, and goes on as if the nearest one were meant. */
function ofUnknownKind(
  root: z.core.$ZodType,
  inside: DataPath,
  data: unknown,
  path: DataPath,
  discriminator: string,
): Explanation[] {
  const holderPath = inside.slice(0, -1);
  const holder = holderPath.reduce<unknown>(member, data);
  const union = schemaAt(root, holderPath, data);
  const written = member(holder, discriminator);
  const kinds = union === undefined ? [] : kindsOf(union, discriminator);
  const meant = typeof written === 'string' ? nearest(written, kinds) : [];
  const hint =
    written === undefined
      ? `add ${discriminator}`
      : meant.length === 0
        ? undefined
        : `did you mean ${meant.join(' or ')}?`;
  const first: Finding = {
    path,
    expected: `one of ${kinds.join(', ')}`,
    seen: shown(written, path),
    ...(hint === undefined ? {} : { hint }),
  };
  if (meant.length !== 1 || union === undefined || typeof holder !== 'object') return [first];
  const guessed = { ...holder, [discriminator]: meant[0] };
  const parsed = z.safeParse(union, guessed);
  if (parsed.success) return [first];
  return [first, ...explained(union, guessed, parsed.error.issues, path.slice(0, -1))];
}

function kindsOf(union: AnySchema, discriminator: string): string[] {
  const kinds = optionsOf(union).flatMap((option) => {
    const { def } = option._zod;
    const key = def.type === 'object' ? def.shape[discriminator] : undefined;
    return key === undefined ? [] : [...(innerOf(key)._zod.values ?? [])].map(String);
  });
  return [...new Set(kinds)];
}

/** `durration` already hints at `durationS`: that the latter is missing need not be said as well. */
function withoutEchoes(findings: readonly Explanation[]): Finding[] {
  const meant = new Set(
    findings.flatMap(({ path, means }) =>
      means === undefined ? [] : [JSON.stringify([...path.slice(0, -1), means])],
    ),
  );
  // Nor that a mapping lacks something, where the key that was meant for it is misspelt.
  const spoilt = new Set(
    findings.filter((f) => f.at === 'key').map((f) => JSON.stringify(f.path.slice(0, -1))),
  );
  return findings
    .filter((f) => !(f.seen === 'nothing' && meant.has(JSON.stringify(f.path))))
    .filter((f) => !(f.isRule === true && spoilt.has(JSON.stringify(f.path))))
    .map(({ means: _, isRule: __, ...finding }) => finding);
}
