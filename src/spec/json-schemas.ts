import { z } from 'zod';
import { type SpecKindName, specKinds } from './kinds.ts';

/**
 * The JSON Schema (draft 2020-12) of each kind of user file, by name: what a person may write, before
 * defaults. It says less than the parser, which also looks across a file and at others.
 */
export function jsonSchemas(): Record<SpecKindName, unknown> {
  const of = (name: SpecKindName): unknown => ({
    ...z.toJSONSchema(specKinds[name].schema, { io: 'input', reused: 'ref' }),
    title: `steelyard ${name}`,
  });
  return {
    fleet: of('fleet'),
    scenario: of('scenario'),
    plan: of('plan'),
    acceptance: of('acceptance'),
    need: of('need'),
    'price-book': of('price-book'),
    mock: of('mock'),
    'answer-key': of('answer-key'),
  };
}
