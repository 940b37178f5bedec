/** Compares dotted versions; `current` is newer than any number. */
export function atLeast(version: string, wanted: string): boolean {
  if (version === 'current') return true;
  const have = version.split('.').map(Number);
  const want = wanted.split('.').map(Number);
  for (let i = 0; i < want.length; i++) {
    const a = have[i] ?? 0;
    const b = want[i] ?? 0;
    if (a !== b) return a > b;
  }
  return true;
}
