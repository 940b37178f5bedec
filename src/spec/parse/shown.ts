import type { DataPath } from './finding.ts';
import { isHidden, looksSecret } from './secrets.ts';

const longest = 60;

/** A value as a message shows it: short, on one line, never a credential. */
export function shown(value: unknown, path: DataPath = []): string {
  if (value === undefined || value === null) return 'nothing';
  if (isHidden(path, value)) return '(hidden)';
  switch (typeof value) {
    case 'string':
      return JSON.stringify(shortened(value));
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
  }
  if (Array.isArray(value)) return listShown(value, path);
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty mapping';
  const first = keys.slice(0, 5).map(shownKey).join(', ');
  return `a mapping with ${first}${keys.length > 5 ? ', ...' : ''}`;
}

/** A key as a message shows it; a credential may stand there by mistake as well. */
export const shownKey = (key: string): string => (looksSecret(key) ? '(hidden)' : shortened(key));

function listShown(list: readonly unknown[], path: DataPath): string {
  if (list.length === 0) return 'an empty list';
  const text = list.every((item) => typeof item === 'number' || typeof item === 'string')
    ? `[${list.map((item, i) => shown(item, [...path, i])).join(', ')}]`
    : '';
  return text !== '' && text.length <= longest ? text : `a list of ${list.length}`;
}

const shortened = (text: string): string =>
  [...text].length > longest ? `${[...text].slice(0, longest).join('')}...` : text;
