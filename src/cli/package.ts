import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Root of the installed package: two folders above the compiled and the source form of this file. */
export const packageRoot = (): string => fileURLToPath(new URL('../..', import.meta.url));

/** Version in package.json, "unknown" where it is unreadable. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed
    ? String(parsed.version)
    : 'unknown';
}
