import { fail, ok, type Result } from '../base/index.ts';
import type { SpecKindName } from './kinds.ts';
import { specKinds } from './kinds.ts';
import { readSource } from './parse/spec-source.ts';

/**
 * The kind of file that a text is: the one with the most of its own top-level keys there. Fails where
 * the text is malformed, where no kind knows its keys, or where two fit equally well.
 */
export function detectSpecKind(text: string, fileName: string): Result<SpecKindName> {
  const source = readSource(text, fileName);
  if (!source.ok) return source;
  const { data } = source.value;
  const keys =
    typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.keys(data) : [];
  const [best, second] = Object.entries(specKinds)
    .map(([name, { marks }]) => ({
      name: name as SpecKindName,
      score: marks.filter((mark) => keys.includes(mark)).length,
    }))
    .sort((a, b) => b.score - a.score);
  if (best !== undefined && best.score > (second?.score ?? 0)) return ok(best.name);
  const marks = Object.entries(specKinds).map(
    ([
      name,
      {
        marks: [mark],
      },
    ]) => `${name} (${mark}: ...)`,
  );
  return fail({
    file: fileName,
    expected: 'a file of steelyard, told by its top-level keys',
    seen: keys.length === 0 ? 'no keys' : keys.slice(0, 8).join(', '),
    hint: `kinds: ${marks.join(', ')}`,
  });
}
