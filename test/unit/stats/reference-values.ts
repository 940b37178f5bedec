import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

const groups: Record<string, unknown> = JSON.parse(
  readFileSync('fixtures/reference/stats-reference.json', 'utf8'),
);

/** Names of the groups of stats-reference.json, so that a test can prove that none was forgotten. */
export const groupNames = Object.keys(groups);

/** One group of stats-reference.json (scipy, statsmodels; see SOURCE.md beside it). */
export function group<T>(name: string): T {
  if (!(name in groups)) throw new Error(`no group ${name}`);
  return groups[name] as T;
}

export const limits = (e: { readonly lo?: number; readonly hi?: number }): number[] => [
  e.lo ?? Number.NaN,
  e.hi ?? Number.NaN,
];

export function closeAll(got: readonly number[], want: readonly number[], digits: number): void {
  expect(got.length).toBe(want.length);
  for (const [i, w] of want.entries()) expect(got[i]).toBeCloseTo(w, digits);
}

/** Whole numbers from..to, in steps. */
export const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

export const repeat = (value: number, times: number): number[] =>
  Array.from({ length: times }, () => value);
