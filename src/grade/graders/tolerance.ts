/** How near an answer must come; all that is declared is accepted, nothing else. */
export interface Tolerance {
  readonly absTol?: number | undefined;
  readonly relTol?: number | undefined;
  /** Decimals: accepted within half a unit of the last one. */
  readonly round?: number | undefined;
}

/**
 * |a - g| within the declared tolerance; without one, within 1e-9 relative, which is only the noise of
 * binary fractions and of changing units.
 */
export function within(answered: number, golden: number, tolerance: Tolerance): boolean {
  const distance = Math.abs(answered - golden);
  const noise = 1e-9 * Math.max(Math.abs(golden), Number.isInteger(golden) ? 1e-3 : 1e-6);
  const allowed = Math.max(
    tolerance.absTol ?? 0,
    (tolerance.relTol ?? 0) * Math.abs(golden),
    tolerance.round === undefined ? 0 : 0.5 * 10 ** -tolerance.round,
  );
  return distance <= allowed + noise;
}
