import type { Finding } from '../parse/finding.ts';
import { memberOf, numberOf } from './loose.ts';

/** Input and output of a typical request fit into the longest context that is asked for. */
export function checkNeed(need: unknown): Finding[] {
  const tokens = memberOf(need, 'tokens');
  const input = numberOf(memberOf(tokens, 'input'));
  const output = numberOf(memberOf(tokens, 'output'));
  const most = numberOf(memberOf(tokens, 'contextMax'));
  if (input === undefined || output === undefined || most === undefined || input + output <= most) {
    return [];
  }
  return [
    {
      path: ['tokens', 'contextMax'],
      expected: `at least input + output (${input + output})`,
      seen: String(most),
      hint: 'contextMax is the longest prompt and answer together',
    },
  ];
}
