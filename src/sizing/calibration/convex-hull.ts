/**
 * Distance of a point from the convex hull of others, in the coordinates' unit; 0 inside, Infinity
 * without others. Pairwise Frank-Wolfe with exact line search on the weights of the vertices.
 */
export function distanceFromHull(
  vertices: readonly (readonly number[])[],
  point: readonly number[],
): number {
  if (vertices.length === 0) return Number.POSITIVE_INFINITY;
  const shifted = vertices.map((v) => v.map((x, i) => x - (point[i] ?? 0)));
  const weights: number[] = shifted.map((_, i) => (i === 0 ? 1 : 0));
  let nearest = [...(shifted[0] ?? [])];
  for (let round = 0; round < 400; round++) {
    const along = shifted.map((v) => dot(v, nearest));
    const towards = indexOfLeast(along);
    const away = indexOfLeast(along.map((a, i) => ((weights[i] ?? 0) > 0 ? -a : Infinity)));
    const direction = minus(shifted[towards] ?? [], shifted[away] ?? []);
    const length = dot(direction, direction);
    const gain = -dot(direction, nearest);
    if (length === 0 || gain < 1e-10) break;
    const step = Math.min(gain / length, weights[away] ?? 0);
    weights[towards] = (weights[towards] ?? 0) + step;
    weights[away] = (weights[away] ?? 0) - step;
    nearest = nearest.map((x, i) => x + step * (direction[i] ?? 0));
  }
  return Math.sqrt(dot(nearest, nearest));
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);

const minus = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((v, i) => v - (b[i] ?? 0));

const indexOfLeast = (values: readonly number[]): number =>
  values.reduce((best, v, i) => (v < (values[best] ?? Infinity) ? i : best), 0);
