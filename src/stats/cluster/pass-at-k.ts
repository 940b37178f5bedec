import { requireCount } from '../preconditions.ts';

/** Chance that at least one of k answers is right, unbiased from c right among n (Chen et al. 2021). */
export function passAtK(n: number, c: number, k: number): number {
  requireAnswers(n, c, k);
  let none = 1;
  for (let i = 0; i < k; i++) none *= Math.max(0, n - c - i) / (n - i);
  return 1 - none;
}

/** Chance that all of k answers are right, unbiased from c right among n ("pass^k"). */
export function passHatK(n: number, c: number, k: number): number {
  requireAnswers(n, c, k);
  let all = 1;
  for (let i = 0; i < k; i++) all *= Math.max(0, c - i) / (n - i);
  return all;
}

function requireAnswers(n: number, c: number, k: number): void {
  requireCount('n', n, 1);
  requireCount('c', c);
  requireCount('k', k, 1);
  if (c > n || k > n) throw new RangeError(`c and k must not exceed n, saw c=${c}, k=${k}, n=${n}`);
}
