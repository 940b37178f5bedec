import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../../src/base/index.ts';
import { parseFleet, parseScenario } from '../../../../src/spec/index.ts';

const value = 'sk-Zq81xVerySecret0042';

const messages = (more: string, url = 'http://a/v1'): string[] => {
  const parsed = parseFleet(`endpoints:\n  - id: a\n    url: ${url}\n    ${more}\n`, 'f.yaml');
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
};

describe('a credential in a file', () => {
  it.each([
    ['apiKey', `apiKey: ${value}`],
    ['api_key', `api_key: ${value}`],
    ['API-KEY', `API-KEY: "${value}"`],
    ['token', `token: 81234567`],
    ['an Authorization header', `headers: { Authorization: "Bearer ${value}" }`],
    ['an x-api-key header', 'headers: { X-Api-Key: plainlookingkey }'],
    ['a key in another header', `headers: { X-Tenant: ${value} }`],
    ['a key deep in the extra body', `extraBody: { a: [{ b: ${value} }] }`],
    ['a password in the extra body', 'extraBody: { password: hunter2hunter2 }'],
    ['a key in place of its variable', `apiKeyEnv: ${value}`],
    ['a key that could be a name of a variable', 'apiKeyEnv: sk_live_Zq81xVerySecret0042'],
    ['a random string in place of a variable', 'apiKeyEnv: a8f5f167f44f4964e6c998dee827110c'],
    ['a private key', 'tls: { keyFile: "-----BEGIN PRIVATE KEY-----abc" }'],
  ])('%s is refused once, with the cure and without being shown', (_, more) => {
    const found = messages(more);
    expect(found.filter((message) => message.includes('apiKeyEnv: MY_BOX_KEY'))).toHaveLength(1);
    const all = found.join('\n');
    for (const secret of [
      value,
      'Zq81x',
      '81234567',
      'plainlookingkey',
      'hunter2',
      'a8f5f',
      'abc',
    ]) {
      expect(all).not.toContain(secret);
    }
  });

  it.each([
    ['user and password', 'http://user:pa55word@a/v1'],
    ['a user that is a key', `https://${value}@a/v1`],
    ['a query', 'http://a/v1?api_key=pa55word'],
  ])('%s in a URL is refused without being shown', (_, url) => {
    const found = messages('', url).join('\n');
    expect(found).toContain('f.yaml:3:10 endpoints[0].url');
    expect(found).toContain('(hidden)');
    expect(found).not.toMatch(/pa55word|Zq81x/);
  });

  it('is not shown by a message about something else either', () => {
    const parsed = parseFleet(`endpoints: "${value}"\nheaders: [${value}\n`, 'f.yaml');
    expect(parsed.ok ? '' : parsed.problems.map(formatProblem).join('\n')).not.toContain('Zq81x');
    const misplaced = messages(`sever: ${value}`).join('\n');
    expect(misplaced).toContain('(hidden)');
    expect(misplaced).not.toContain('Zq81x');
  });

  it('is not suspected in an identifier, a variable name or an ordinary header', () => {
    expect(messages('apiKeyEnv: BOX_A_KEY\n    headers: { X-Tenant: poc-team-7 }')).toEqual([]);
    const named = 'endpoints:\n  - { id: sk-hynix-node-1, url: "http://a/v1" }\n';
    expect(parseFleet(named, 'f.yaml').ok).toBe(true);
  });

  it('may look like anything in the texts of a scenario', () => {
    const scenario = `id: s
title: t
kind: classify
language: en
tasks:
  - { id: t, category: c, question: "Which field is secret?", answer: { kind: json, value: { password: x } } }
`;
    expect(parseScenario(scenario, 's.yaml').ok).toBe(true);
  });
});
