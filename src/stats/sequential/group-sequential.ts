import { requireCount, requireOpenShare, requirePositive } from '../preconditions.ts';
import { at, sum } from '../sample.ts';
import { normalCdf, normalPdf, normalQuantile } from '../special/normal.ts';

/** Looks at equal spacing, two-sided. */
export interface GroupSequentialPlan {
  readonly looks: number;
  /** Default 0.05. */
  readonly alpha?: number;
  /** `pocock`: the same bound at each look. `obrien-fleming`: nearly closed early, nearly the fixed test last. */
  readonly shape: 'pocock' | 'obrien-fleming';
}

/** The |z| at which each look stops, so that the chance of ever stopping under H0 is alpha. */
export function groupSequentialBounds(plan: GroupSequentialPlan): readonly number[] {
  const { looks, alpha = 0.05, shape } = plan;
  requireCount('looks', looks, 1);
  if (looks > 50) throw new RangeError(`at most 50 looks, saw ${looks}`);
  requireOpenShare('alpha', alpha);
  const bounds = (c: number): number[] =>
    Array.from({ length: looks }, (_, k) =>
      shape === 'pocock' ? c : c * Math.sqrt(looks / (k + 1)),
    );
  let low = normalQuantile(1 - alpha / 2);
  let high = normalQuantile(1 - alpha / (2 * looks)) + 1e-9;
  while (high - low > 1e-10) {
    const middle = (low + high) / 2;
    if (stoppingChance(bounds(middle)) > alpha) low = middle;
    else high = middle;
  }
  return bounds((low + high) / 2);
}

/** Chance under H0 that |z| reaches `bound` at one of `looks` equally spaced looks: what peeking costs. */
export function repeatedLooksError(looks: number, bound = 1.959963984540054): number {
  requireCount('looks', looks, 1);
  requirePositive('bound', bound);
  return stoppingChance(Array.from({ length: looks }, () => bound));
}

/** Nodes of the quadrature; the integrand is smooth, and 80 leave less than 1e-10 up to 50 looks. */
const NODES = 80;

/**
 * Recursive integration after Armitage, McPherson & Rowe (1969): the density of the sum of k standard
 * normal steps among paths not yet stopped, carried from look to look on Gauss-Legendre nodes.
 */
function stoppingChance(bounds: readonly number[]): number {
  const { nodes, weights } = gaussLegendre(NODES);
  let points: number[] = [0];
  let masses: number[] = [1];
  let stopped = 0;
  for (const [k, bound] of bounds.entries()) {
    const limit = bound * Math.sqrt(k + 1);
    stopped += sum(
      points.map((x, i) => at(masses, i) * (normalCdf(x - limit) + normalCdf(-limit - x))),
    );
    if (k === bounds.length - 1) break;
    const next = nodes.map((node) => node * limit);
    masses = next.map(
      (x, j) =>
        at(weights, j) * limit * sum(points.map((from, i) => at(masses, i) * normalPdf(x - from))),
    );
    points = next;
  }
  return stopped;
}

/** Nodes and weights on -1..1, by Newton on the Legendre polynomial. */
function gaussLegendre(n: number): { readonly nodes: number[]; readonly weights: number[] } {
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let before = 1;
      let value = x;
      for (let k = 2; k <= n; k++) {
        const next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
        before = value;
        value = next;
      }
      slope = (n * (x * value - before)) / (x * x - 1);
      const move = value / slope;
      x -= move;
      if (Math.abs(move) < 1e-15) break;
    }
    nodes.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
}
