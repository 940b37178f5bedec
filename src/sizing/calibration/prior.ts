import { Matrix } from 'ml-matrix';
import { type ParameterId, parameterIds, parameterSpecs } from '../speed/parameters.ts';
import { inverse } from './least-squares.ts';
import type { GroupKey } from './observation.ts';

/** Mean and standard deviation of each parameter's logarithm. */
export interface ParameterPrior {
  readonly mean: Readonly<Record<ParameterId, number>>;
  readonly sd: Readonly<Record<ParameterId, number>>;
  /** Groups that spoke for it; 0 for the bare prior. */
  readonly groups: number;
}

/** What a fitted group says to the others: means and posterior variances of its logarithms. */
export interface GroupKnowledge {
  readonly key: GroupKey;
  readonly mean: Readonly<Record<ParameterId, number>>;
  readonly variance: Readonly<Record<ParameterId, number>>;
}

const record = (value: (id: ParameterId) => number): Record<ParameterId, number> =>
  Object.fromEntries(parameterIds.map((id) => [id, value(id)])) as Record<ParameterId, number>;

/** What is assumed of a group when nothing was ever measured. */
export const barePrior: ParameterPrior = {
  mean: record((id) => Math.log(parameterSpecs[id].median)),
  sd: record((id) => parameterSpecs[id].logSd),
  groups: 0,
};

/** How the prior variance of a parameter divides: what two groups share because they share a trait. */
const SHARED = {
  all: 0.2,
  gpu: 0.2,
  framework: 0.2,
  version: 0.1,
  model: 0.15,
  precision: 0.1,
} as const;

/** Prior correlation of a parameter between two groups, 0..1. */
export function kinship(a: GroupKey, b: GroupKey): number {
  const engine = a.framework === b.framework;
  return (
    SHARED.all +
    (a.gpu === b.gpu ? SHARED.gpu : 0) +
    (engine ? SHARED.framework : 0) +
    (engine && a.frameworkVersion === b.frameworkVersion ? SHARED.version : 0) +
    (a.model === b.model ? SHARED.model : 0) +
    (a.precision === b.precision ? SHARED.precision : 0)
  );
}

/**
 * Partial pooling: the prior of a group given what its kin have learnt, each parameter apart, as the best
 * linear prediction under a variance-components model. Without kin it is the bare prior.
 */
export function pooledPrior(key: GroupKey, others: readonly GroupKnowledge[]): ParameterPrior {
  if (others.length === 0) return barePrior;
  const correlations = others.map((a) => others.map((b) => (a === b ? 1 : kinship(a.key, b.key))));
  const toKey = others.map((o) => kinship(key, o.key));
  const mean: Partial<Record<ParameterId, number>> = {};
  const sd: Partial<Record<ParameterId, number>> = {};
  for (const id of parameterIds) {
    const spread = parameterSpecs[id].logSd ** 2;
    const prior = barePrior.mean[id];
    const c = new Matrix(
      correlations.map((row, i) =>
        row.map((v, j) => v * spread + (i === j ? (others[i]?.variance[id] ?? 0) + 1e-6 : 0)),
      ),
    );
    const k = Matrix.columnVector(toKey.map((v) => v * spread));
    const weights = inverse(c).mmul(k).to1DArray();
    mean[id] =
      prior + others.reduce((sum, o, i) => sum + (weights[i] ?? 0) * (o.mean[id] - prior), 0);
    const explained = toKey.reduce((sum, v, i) => sum + v * spread * (weights[i] ?? 0), 0);
    sd[id] = Math.sqrt(Math.max(spread - explained, 0.02 * spread));
  }
  return {
    mean: record((id) => mean[id] ?? 0),
    sd: record((id) => sd[id] ?? 1),
    groups: others.length,
  };
}
