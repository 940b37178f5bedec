/** A value as the guide states it: exact, a range, or one-sided. The name in front carries the unit. */
export type Stated =
  | number
  | readonly [lo: number, hi: number]
  | { readonly atLeast: number }
  | { readonly atMost: number };

export type StatedValues = Readonly<Record<string, Stated>>;

/** Ends of a stated value; the open side is absent. */
export interface Limits {
  readonly lo?: number;
  readonly hi?: number;
}

export function limitsOf(stated: Stated): Limits {
  if (typeof stated === 'number') return { lo: stated, hi: stated };
  if ('atLeast' in stated) return { lo: stated.atLeast };
  if ('atMost' in stated) return { hi: stated.atMost };
  return { lo: stated[0], hi: stated[1] };
}

/** How an interval lies to a stated one: apart, wholly inside, or neither. */
export function relation(
  interval: Limits,
  stated: Limits,
  tolerance = 0,
): 'apart' | 'inside' | 'overlaps' {
  const lo = (stated.lo ?? -Infinity) - tolerance;
  const hi = (stated.hi ?? Infinity) + tolerance;
  const from = interval.lo ?? -Infinity;
  const to = interval.hi ?? Infinity;
  if (to < lo || from > hi) return 'apart';
  return from >= lo && to <= hi ? 'inside' : 'overlaps';
}
