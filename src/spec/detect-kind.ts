import type { SpecKindName } from './kinds.ts';
import { specKinds } from './kinds.ts';
import { readSource } from './parse/spec-source.ts';

/**
 * The kind of file that a text is, by the top-level keys it has; absent where none or two fit equally
 * well, or where the text is not well-formed (which the parser of any kind then reports).
 */
export function detectSpecKind(text: string): SpecKindName | undefined {
  const source = readSource(text, '');
  const { data } = source.ok ? source.value : { data: undefined };
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const scores = Object.entries(specKinds)
    .map(([name, { marks }]) => ({
      name: name as SpecKindName,
      score: marks.filter((mark) => Object.hasOwn(data, mark)).length,
    }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  if (best === undefined || best.score === 0) return undefined;
  // A plan has `endpoints` too: an only key of a kind decides less than several of another.
  return second !== undefined && second.score === best.score ? undefined : best.name;
}
