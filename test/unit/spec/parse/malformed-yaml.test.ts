import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../../src/base/index.ts';
import { parsePlan } from '../../../../src/spec/index.ts';

const messages = (text: string): string[] => {
  const parsed = parsePlan(text, 'plan.yaml');
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
};

describe('a file that is not well-formed', () => {
  it.each([
    [
      'a tab as indentation',
      'slo:\n\taccuracy: 1\n',
      'plan.yaml:2:1: expected spaces for indentation, saw "accuracy: 1" (replace the tab by spaces)',
    ],
    [
      'a key given twice',
      'name: a\nname: b\n',
      'plan.yaml:2:1: expected each key once, saw "name: b"',
    ],
    [
      'a bracket left open',
      'endpoints: [a\nname: b\n',
      'plan.yaml:2:1: expected consistent indentation, saw "name: b" (a bracket or brace opened before is not closed',
    ],
    ['an open quote', 'name: "a\nseed: 1', 'expected a closing quote, bracket or comma'],
    [
      'a second document',
      'name: a\n---\nname: b\n',
      'plan.yaml:2:1: expected one document in a file',
    ],
    ['a tag', 'name: !!js/function x\n', 'expected no tags (!name)'],
    [
      'an unknown alias',
      'name: *nobody\n',
      'plan.yaml:1:7: expected an alias of an anchor (&name) that stands above, saw *nobody',
    ],
    ['a list as key', '[a, b]: 1\n', 'plan.yaml:1:1: expected keys that are text'],
  ])('%s is told at its place', (_, text, expected) => {
    expect(messages(text).join('\n')).toContain(expected);
  });

  it.each([
    ['nothing', ''],
    ['comments only', '# later\n'],
    ['a list', '[]'],
    ['a word', 'plan'],
  ])('holding %s instead of a mapping is told', (_, text) => {
    expect(messages(text)).toHaveLength(1);
    expect(messages(text)[0]).toMatch(/^plan\.yaml:\d+:\d+: expected a mapping with name, fleet,/);
  });

  it('reports several mistakes of form at once', () => {
    expect(messages('name: a\nname: b\nslo:\n\taccuracy: 1\n')).toHaveLength(2);
  });

  it('of a hundred thousand brackets ends in a message and not in a crash', () => {
    expect(messages('['.repeat(100_000))).toEqual([
      'plan.yaml:1:66: expected at most 64 levels of nesting',
    ]);
    expect(messages('- '.repeat(20_000))[0]).toContain('expected at most 64 levels of nesting');
  });

  it('with aliases that explode is refused', () => {
    const rows = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [name, from] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg', 'ih']) {
      rows.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${from}`).join(', ')}]`);
    }
    expect(messages(rows.join('\n'))[0]).toContain('expected at most 100 uses of aliases');
  });

  it('with an alias inside its own anchor is refused', () => {
    expect(messages('a: &a [*a]\n')[0]).toContain('levels of nesting');
  });

  it('with a __proto__ key is an unknown key and changes no prototype', () => {
    expect(messages('__proto__: { polluted: 1 }\n').join('\n')).toContain('__proto__');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
