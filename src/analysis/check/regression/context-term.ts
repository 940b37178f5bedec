import type { CheckTerm } from '../schema.ts';
import type { CheckSide, MatchedBox } from './side.ts';
import { type Base, empty } from './term.ts';

/** Context of an endpoint, and whether it was probed or only advertised. */
export function contextOf(
  side: CheckSide,
  endpoint: string,
  id: 'usableContextTokens' | 'advertisedContextTokens',
): { readonly tokens: number; readonly probed: boolean } | undefined {
  const { advertised, usable } = side.context(endpoint);
  const tokens = id === 'usableContextTokens' ? (usable ?? advertised) : advertised;
  return tokens === undefined
    ? undefined
    : { tokens, probed: id === 'usableContextTokens' && usable !== undefined };
}

/** Context is a fact without noise: any shrinking beyond the margin fails. */
export function contextTerm(
  base: Base,
  box: MatchedBox,
  baseline: CheckSide,
  candidate: CheckSide,
  id: 'usableContextTokens' | 'advertisedContextTokens',
): CheckTerm {
  const [a, b] = [contextOf(baseline, box.baseline, id), contextOf(candidate, box.candidate, id)];
  if (a === undefined || b === undefined || base.rule === undefined) return empty(base);
  const { rule } = base;
  const held =
    rule.kind === 'at-least'
      ? b.tokens >= rule.value
      : rule.kind === 'at-most'
        ? b.tokens <= rule.value
        : b.tokens >= a.tokens * (1 - (rule.kind === 'attest' ? 0 : rule.value));
  return {
    ...base,
    value: b.tokens,
    baseline: a.tokens,
    result: held ? 'PASS' : 'FAIL',
    reason: { code: held ? 'figure-within' : 'context-shrank' },
    method: a.probed && b.probed ? 'probed' : 'advertised',
    warnings: id === 'usableContextTokens' && !(a.probed && b.probed) ? ['context-advertised'] : [],
  };
}
