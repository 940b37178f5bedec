import { requireShare } from '../preconditions.ts';
import { at } from '../sample.ts';

/** p values in ascending order together with the places they came from. */
interface Ranked {
  readonly sorted: readonly number[];
  readonly places: readonly number[];
}

function rank(ps: readonly number[]): Ranked {
  for (const p of ps) requireShare('p', p);
  const places = ps.map((_, i) => i).sort((i, j) => at(ps, i) - at(ps, j) || i - j);
  return { sorted: places.map((i) => at(ps, i)), places };
}

function restore(places: readonly number[], adjusted: readonly number[]): number[] {
  const out = new Array<number>(places.length).fill(1);
  for (const [i, place] of places.entries()) out[place] = Math.min(1, at(adjusted, i));
  return out;
}

/**
 * Holm's adjusted p values (1979), in the order given: controls the chance of any false alarm.
 * For the endpoints of one gate. No p values give none back.
 */
export function holm(ps: readonly number[]): number[] {
  const { sorted, places } = rank(ps);
  let highest = 0;
  return restore(
    places,
    sorted.map((p, i) => {
      highest = Math.max(highest, (sorted.length - i) * p);
      return highest;
    }),
  );
}

/** Benjamini and Hochberg's adjusted p values (1995): controls the share of false alarms. For exploration. */
export const benjaminiHochberg = (ps: readonly number[]): number[] => stepUp(ps, 1);

/** Benjamini and Yekutieli's (2001): as BH, under any dependence. */
export const benjaminiYekutieli = (ps: readonly number[]): number[] =>
  stepUp(
    ps,
    ps.reduce((total, _, i) => total + 1 / (i + 1), 0),
  );

function stepUp(ps: readonly number[], factor: number): number[] {
  const { sorted, places } = rank(ps);
  let lowest = 1;
  const adjusted = [...sorted];
  for (let i = sorted.length - 1; i >= 0; i--) {
    lowest = Math.min(lowest, (factor * sorted.length * at(sorted, i)) / (i + 1));
    adjusted[i] = lowest;
  }
  return restore(places, adjusted);
}

/**
 * Hommel's adjusted p values (1988) by Wright's algorithm (1992): family-wise like Holm and never
 * larger, for independent or positively dependent tests.
 */
export function hommel(ps: readonly number[]): number[] {
  const { sorted, places } = rank(ps);
  const n = sorted.length;
  if (n < 2) return [...ps];
  const simes = Math.min(...sorted.map((p, i) => (n * p) / (i + 1)));
  const adjusted = sorted.map(() => simes);
  let floor = sorted.map(() => simes);
  for (let m = n - 1; m >= 2; m--) {
    const head = n - m + 1;
    const tail = sorted.slice(head);
    const least = Math.min(...tail.map((p, i) => (m * p) / (i + 2)));
    floor = sorted.map((p, i) => (i < head ? Math.min(m * p, least) : 0));
    const last = at(floor, head - 1);
    for (let i = 0; i < n; i++) {
      const value = i < head ? at(floor, i) : last;
      adjusted[i] = Math.max(at(adjusted, i), value);
    }
  }
  return restore(
    places,
    adjusted.map((value, i) => Math.max(value, at(sorted, i))),
  );
}
