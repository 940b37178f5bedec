import type { Finding } from '../parse/finding.ts';
import { shown } from '../parse/shown.ts';
import { listOf, memberOf, textOf } from './loose.ts';

/** The address ranges are well formed, and no endpoint with a literal address lies outside of them. */
export function checkAllow(fleet: unknown): Finding[] {
  const ranges = listOf(memberOf(fleet, 'allow'));
  const malformed = ranges.flatMap((range, i): Finding[] =>
    typeof range !== 'string' || isRange(range)
      ? []
      : [
          {
            path: ['allow', i],
            expected: 'an address or range (CIDR)',
            seen: shown(range),
            hint: 'for example 10.0.0.0/24 or ::1/128',
          },
        ],
  );
  if (ranges.length === 0 || malformed.length > 0) return malformed;
  return listOf(memberOf(fleet, 'endpoints')).flatMap((endpoint, i): Finding[] => {
    const address = ipv4(hostOf(textOf(memberOf(endpoint, 'url')) ?? ''));
    if (address === undefined || ranges.some((range) => covers(String(range), address))) return [];
    return [
      {
        path: ['endpoints', i, 'url'],
        expected: 'an address that allow covers',
        seen: shown(memberOf(endpoint, 'url'), ['endpoints', i, 'url']),
        hint: `allowed: ${ranges.join(', ')}`,
      },
    ];
  });
}

const hostOf = (url: string): string =>
  /^https?:\/\/([^/:?#\s@]+)(?=[:/?#]|$)/i.exec(url)?.[1] ?? '';

/** An IPv4 address as one number; absent for names and other addresses. */
function ipv4(text: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part <= 255)
    ? parts.reduce((sum, part) => sum * 256 + part, 0)
    : undefined;
}

function isRange(range: string): boolean {
  const [address = '', prefix, ...more] = range.split('/');
  if (more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return false;
  const bits = Number(prefix ?? 0);
  if (ipv4(address) !== undefined) return bits <= 32;
  return (
    /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(address) && address.split(':').length <= 8 + 1 && bits <= 128
  );
}

function covers(range: string, address: number): boolean {
  const [base = '', prefix = '32'] = range.split('/');
  const from = ipv4(base);
  if (from === undefined) return false;
  const size = 2 ** (32 - Number(prefix));
  return Math.floor(from / size) === Math.floor(address / size);
}
