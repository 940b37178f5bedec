import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '../../../src/spec/index.ts';

const folder = new URL('../../../schemas/', import.meta.url);

describe('the committed JSON Schemas', () => {
  const schemas = Object.entries(jsonSchemas());

  it.each(schemas)('hold what src/spec says of %s (else: npm run schemas)', (name, schema) => {
    const committed: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  it('refuse unknown keys as the parser does, and require no key that has a default', () => {
    const { plan } = jsonSchemas();
    expect(plan).toMatchObject({
      additionalProperties: false,
      required: ['name', 'fleet', 'scenarios', 'load'],
    });
  });

  it('are of the kinds of user files; other results may stand beside them', () => {
    const files = readdirSync(folder);
    for (const [name] of schemas) expect(files).toContain(`${name}.json`);
  });
});
