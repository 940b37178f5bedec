import { type Warning, warning } from '../../base/index.ts';
import { normalQuantile } from '../../stats/index.ts';
import { type ParameterId, parameterIds, parameterSpecs } from '../speed/parameters.ts';
import type { CalibrationGroup } from './calibration.ts';
import type { FittedGroup } from './group-pooling.ts';
import type { HeldOutResidual } from './held-out.ts';
import { errorsOf } from './held-out-errors.ts';
import { knowledgeOf } from './knowledge.ts';

/** A fitted group in the form of calibration.json. */
export function calibrationGroup(
  g: FittedGroup & { readonly heldOut: readonly HeldOutResidual[] },
  confidence: number,
): CalibrationGroup {
  const { observations, fitted, prior } = g;
  const key = observations[0]?.key;
  if (key === undefined) throw new RangeError('a group without observations');
  const runs = [...new Set(observations.flatMap((o) => o.point.runs))].sort();
  const { discrepancy } = knowledgeOf(observations, fitted, prior);
  const parameters = parameterIds.map((id) => parameterOf(g, id, confidence, runs));
  const ttftMs = errorsOf(g.heldOut, 'ttftMs');
  const tpotMs = errorsOf(g.heldOut, 'tpotMs');
  const condition = fitted.fit.conditionNumber;
  return {
    key,
    points: observations.length,
    runs,
    parameters,
    ids: [...fitted.ids],
    logMean: [...fitted.fit.x],
    logCovariance: fitted.fit.covariance.to2DArray(),
    priorLogs: { ...prior.mean },
    modelError: { ...fitted.modelError },
    intervalScale: {
      ttftMs: intervalScale(g.heldOut, 'ttftMs'),
      tpotMs: intervalScale(g.heldOut, 'tpotMs'),
      tokensPerS: 1,
    },
    sites: observations.map((o) => [...o.coordinates]),
    discrepancy,
    ...(ttftMs === undefined && tpotMs === undefined
      ? {}
      : {
          heldOut: {
            ...(ttftMs === undefined ? {} : { ttftMs }),
            ...(tpotMs === undefined ? {} : { tpotMs }),
          },
        }),
    correlations: correlationsOf(g),
    ...(Number.isFinite(condition) ? { conditionNumber: condition } : {}),
    warnings: warningsOf(g, parameters, tpotMs?.median),
  };
}

type Parameter = CalibrationGroup['parameters'][number];

function parameterOf(
  { fitted, prior }: FittedGroup,
  id: ParameterId,
  confidence: number,
  runs: readonly string[],
): Parameter {
  const { unit, min, max } = parameterSpecs[id];
  const i = fitted.ids.indexOf(id);
  const mean = i < 0 ? prior.mean[id] : (fitted.fit.x[i] ?? prior.mean[id]);
  const sd = i < 0 ? prior.sd[id] : Math.sqrt(fitted.fit.covariance.get(i, i));
  const z = normalQuantile(0.5 + confidence / 2);
  const sdShare = Math.min(1, sd / parameterSpecs[id].logSd);
  const identified = i < 0 || sdShare > 0.85 ? 'prior' : sdShare > 0.5 ? 'partly' : 'data';
  const atBound =
    i < 0
      ? undefined
      : mean <= Math.log(min) + 1e-9
        ? 'lower'
        : mean >= Math.log(max) - 1e-9
          ? 'upper'
          : undefined;
  return {
    id,
    unit,
    estimate: {
      center: Math.exp(mean),
      lo: Math.max(min, Math.exp(mean - z * sd)),
      hi: Math.min(max, Math.exp(mean + z * sd)),
      confidence,
      n: i < 0 ? 0 : fitted.residuals.length,
      method: 'log-normal-posterior',
      warnings: identified === 'prior' ? [warning('not-identified')] : [],
    },
    origin:
      identified === 'prior'
        ? { kind: 'assumed', because: prior.groups > 0 ? 'pooled-from-other-boxes' : 'prior' }
        : { kind: 'measured', runs },
    identified,
    sdShare,
    ...(atBound === undefined ? {} : { atBound }),
  };
}

function correlationsOf({ fitted }: FittedGroup): CalibrationGroup['correlations'] {
  const c = fitted.fit.covariance;
  return fitted.ids.flatMap((a, i) =>
    fitted.ids.slice(i + 1).flatMap((b, offset) => {
      const j = i + 1 + offset;
      const r = c.get(i, j) / Math.sqrt(c.get(i, i) * c.get(j, j));
      return Math.abs(r) >= 0.7 ? [{ a, b, r }] : [];
    }),
  );
}

/**
 * The factor by which predicted standard deviations must grow (or may shrink) to have covered 90% of the
 * load points left out; drawn towards 1 where few were.
 */
export function intervalScale(
  residuals: readonly HeldOutResidual[],
  metric: HeldOutResidual['metric'],
): number {
  const sigmas = residuals
    .filter((r) => r.metric === metric)
    .map((r) => Math.abs(r.sigmas))
    .sort((a, b) => a - b);
  const n = sigmas.length;
  if (n === 0) return 1;
  // Conformal rank: ceil(0.9 (n + 1)) of n.
  const rank = Math.min(n, Math.ceil(0.9 * (n + 1)));
  const scale = (sigmas[rank - 1] ?? 1.645) / 1.645;
  const weight = n / (n + 5);
  return Math.max(0.5, Math.min(4, scale ** weight));
}

function warningsOf(
  { observations, fitted }: FittedGroup,
  parameters: readonly Parameter[],
  heldOutTpot: number | undefined,
): Warning[] {
  const differing = (axis: number): number =>
    new Set(observations.map((o) => Math.round((o.coordinates[axis] ?? 0) * 20))).size;
  const bounded = parameters.filter((p) => p.atBound !== undefined).map((p) => p.id);
  const unknown = parameters.filter(
    (p) => p.identified === 'prior' && fitted.ids.some((id) => id === p.id),
  );
  return [
    ...(observations.length < 6 ? [warning('few-points', { points: observations.length })] : []),
    ...(differing(0) < 3 ? [warning('few-concurrencies', { distinct: differing(0) })] : []),
    ...(differing(1) < 2 ? [warning('one-input-length')] : []),
    ...(bounded.length > 0 ? [warning('parameters-at-bound', { ids: bounded.join(', ') })] : []),
    ...(unknown.length > 0
      ? [warning('parameters-not-identified', { ids: unknown.map((p) => p.id).join(', ') })]
      : []),
    ...(fitted.fit.converged ? [] : [warning('fit-not-converged')]),
    ...(heldOutTpot !== undefined && heldOutTpot > 0.2
      ? [warning('large-held-out-error', { tpotMedian: heldOutTpot })]
      : []),
  ];
}
