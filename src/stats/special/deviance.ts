/**
 * x log(x / m) + m - x, for x >= 0 and m > 0: half the Poisson deviance.
 * Near x = m the plain formula cancels; there a series in (x - m) / (x + m) takes its place
 * (Loader 2000, section 3).
 */
export function halfDeviance(x: number, m: number): number {
  if (x === 0) return m;
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  const square = v * v;
  let total = difference * v;
  let power = 2 * x * v;
  for (let j = 1; j < 200; j++) {
    power *= square;
    const next = total + power / (2 * j + 1);
    if (next === total) break;
    total = next;
  }
  return total;
}
