import type { CST } from 'yaml';

/** Deeper files are refused: what reads them next is recursive, and no spec needs ten levels. */
export const deepest = 64;

/** Offset of the first token nested too deeply, or undefined. Walks without recursion. */
export function tooDeepOffset(tokens: readonly CST.Token[]): number | undefined {
  const open: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({
    token,
    depth: 0,
  }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > deepest) return token.offset;
    if (token.type === 'document') {
      if (token.value !== undefined) open.push({ token: token.value, depth });
    } else if ('items' in token) {
      for (const { key, value } of token.items) {
        if (key !== undefined && key !== null) open.push({ token: key, depth: depth + 1 });
        if (value !== undefined) open.push({ token: value, depth: depth + 1 });
      }
    }
  }
  return undefined;
}

/** True where data nests too deeply, as aliases can make it although the text does not. */
export function nestsTooDeeply(data: unknown, depth = 0): boolean {
  if (typeof data !== 'object' || data === null) return false;
  if (depth > deepest) return true;
  return Object.values(data).some((member) => nestsTooDeeply(member, depth + 1));
}
