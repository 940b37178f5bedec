import type { DataPath, Finding } from './finding.ts';

/** Keys whose value is a credential, whatever it looks like; folded to letters and digits. */
const secretKeys =
  /(apikey|accesskey|secretkey|privatekey|secret|passwd|password|authorization|accesstoken|authtoken|bearertoken)$/;
const exactSecretKeys = new Set([
  'token',
  'bearer',
  'cookie',
  'xauthkey',
  'credential',
  'credentials',
]);

/** Values that give themselves away: vendors' prefixes, bearer headers, JWTs, PEM keys. */
const secretValues = [
  /(^|[\s"'=:,&?/])(sk|pk|rk|hf|gsk|ghp|gho|ghs|glpat|xai|nvapi|r8|csk)[-_][A-Za-z0-9_-]{6,}/,
  /(^|\s)(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}/i,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+/,
  /\bAKIA[0-9A-Z]{12,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

const inUserInfo = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s@]+@/i;
const inQuery =
  /[?&](api[-_]?key|key|token|access[-_]?token|secret|password|sig|signature)=[^&\s]+/i;

/** Keys that name things; "sk-hynix-1" is an endpoint and not a credential. */
const namingKeys = new Set(['id', 'name', 'endpoints', 'members', 'arbiter', 'model', 'vendor']);

export const isSecretKey = (key: string): boolean => {
  const folded = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  return secretKeys.test(folded) || exactSecretKeys.has(folded);
};

export const looksSecret = (text: string): boolean =>
  secretValues.some((pattern) => pattern.test(text)) || inUserInfo.test(text) || inQuery.test(text);

/** True where a value at this path must never be printed. */
export function isHidden(path: DataPath, value: unknown): boolean {
  if (path.some((step) => typeof step === 'string' && isSecretKey(step))) return true;
  // What stands here instead of a variable's name is most likely the key itself.
  if (path.at(-1) === 'apiKeyEnv') {
    return typeof value !== 'string' || !/^[A-Z_][A-Z0-9_]{0,60}$/.test(value);
  }
  return typeof value === 'string' && looksSecret(value);
}

const cure = 'put it into an environment variable and write that name: apiKeyEnv: MY_BOX_KEY';

/** Every credential written into the data. Values are never part of the message. */
export function secretFindings(data: unknown): Finding[] {
  const found: Finding[] = [];
  const visit = (value: unknown, path: DataPath): void => {
    const key = path.findLast((step) => typeof step === 'string');
    if (typeof value === 'string') {
      const finding = secretInText(value, path, String(key ?? ''));
      if (finding !== undefined) found.push(finding);
    } else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) visit(item, [...path, i]);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        const at = [...path, name];
        if (isSecretKey(name) && isWritten(member)) {
          found.push({
            path: at,
            at: 'key',
            expected: 'no key or password in the file',
            seen: '(hidden)',
            hint: cure,
          });
        } else {
          visit(member, at);
        }
      }
    }
  };
  visit(data, []);
  return found;
}

/** A key of type `secret: true` or an empty one gives nothing away; the schema speaks about it. */
const isWritten = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' || Array.isArray(value);

function secretInText(text: string, path: DataPath, key: string): Finding | undefined {
  const hidden = { path, seen: '(hidden)' };
  if (key === 'apiKeyEnv') {
    return looksSecret(text) || looksRandom(text)
      ? {
          ...hidden,
          expected: 'the NAME of an environment variable, never the key itself',
          hint: cure,
        }
      : undefined;
  }
  if (inUserInfo.test(text)) {
    return { ...hidden, expected: 'a URL without user or password', hint: cure };
  }
  if (inQuery.test(text)) {
    return { ...hidden, expected: 'a URL without a key in its query', hint: cure };
  }
  if (namingKeys.has(key) || !secretValues.some((pattern) => pattern.test(text))) return undefined;
  return { ...hidden, expected: 'no key or password in the file', hint: cure };
}

/** Long, of letters and digits without a break: a key, and no name that a person gave. */
const looksRandom = (text: string): boolean =>
  /^[A-Za-z0-9]{24,}$/.test(text) && /\d/.test(text) && /[a-z]/.test(text);
