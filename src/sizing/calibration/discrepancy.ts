import { Matrix } from 'ml-matrix';
import { inverse } from './least-squares.ts';

/**
 * What the law misses, as a smooth function of the load: a Gaussian process on the log residuals of one
 * metric (Kennedy and O'Hagan 2001). `share` of the residual variance is smooth, the rest is noise.
 */
export interface Discrepancy {
  readonly sites: readonly (readonly number[])[];
  readonly residuals: readonly number[];
  /** Variance of a residual. */
  readonly variance: number;
  readonly share: number;
  /** Distance over which load points know of one another, in log units. */
  readonly reach: number;
}

/** Mean correction in log units, and the variance that remains at a point. */
export interface Correction {
  readonly mean: number;
  readonly variance: number;
}

const SHARES = [0, 0.3, 0.5, 0.7, 0.85] as const;
const REACHES = [1, 2.5] as const;

/** Chooses share and reach by leave-one-out error; a share of 0 unless smoothness pays by 3%. */
export function fitDiscrepancy(
  sites: readonly (readonly number[])[],
  raw: readonly number[],
): Discrepancy {
  const residuals = winsorised(raw);
  const variance = Math.max(
    1e-6,
    residuals.reduce((sum, r) => sum + r * r, 0) / Math.max(1, residuals.length),
  );
  const none = { sites, residuals, variance, share: 0, reach: REACHES[0] };
  if (residuals.length < 6) return none;
  let best: Discrepancy = none;
  let bestLoss = mean(residuals.map(Math.abs)) * 0.97;
  for (const share of SHARES.slice(1)) {
    for (const reach of REACHES) {
      const loss = mean(leaveOneOut(sites, residuals, share, reach).map(Math.abs));
      if (loss < bestLoss) {
        bestLoss = loss;
        best = { sites, residuals, variance, share, reach };
      }
    }
  }
  return best;
}

/** The correction of a discrepancy as a function of coordinates; the matrix is inverted once. */
export function correctionOf(d: Discrepancy): (coordinates: readonly number[]) => Correction {
  if (d.share === 0) return () => ({ mean: 0, variance: d.variance });
  const inverted = inverse(covariance(d.sites, d.share, d.reach));
  const weighted = inverted.mmul(Matrix.columnVector([...d.residuals])).to1DArray();
  return (coordinates) => {
    const k = d.sites.map((site) => d.share * kernel(site, coordinates, d.reach));
    const ck = inverted.mmul(Matrix.columnVector(k)).to1DArray();
    const explained = k.reduce((sum, v, i) => sum + v * (ck[i] ?? 0), 0);
    return {
      mean: k.reduce((sum, v, i) => sum + v * (weighted[i] ?? 0), 0),
      variance: d.variance * Math.max(1 - explained, 1 - d.share),
    };
  };
}

const covariance = (sites: Discrepancy['sites'], share: number, reach: number): Matrix =>
  new Matrix(sites.map((a, i) => sites.map((b, j) => (i === j ? 1 : share * kernel(a, b, reach)))));

const kernel = (a: readonly number[], b: readonly number[], reach: number): number =>
  Math.exp(-Math.hypot(...a.map((v, i) => v - (b[i] ?? 0))) / reach);

/** Errors of each residual predicted by the others, in closed form. */
function leaveOneOut(
  sites: Discrepancy['sites'],
  residuals: readonly number[],
  share: number,
  reach: number,
): number[] {
  const inverted = inverse(covariance(sites, share, reach));
  const weighted = inverted.mmul(Matrix.columnVector([...residuals])).to1DArray();
  return residuals.map((_, i) => (weighted[i] ?? 0) / inverted.get(i, i));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / Math.max(1, values.length);

/** One wild point must not bend its neighbours' predictions: residuals end at four robust sigmas. */
function winsorised(values: readonly number[]): number[] {
  const absolute = values.map(Math.abs).sort((a, b) => a - b);
  const limit = Math.max(0.01, 4 * 1.4826 * (absolute[Math.floor(absolute.length / 2)] ?? 0));
  return values.map((v) => Math.max(-limit, Math.min(limit, v)));
}
