import { Matrix } from 'ml-matrix';
import type { Calibration, CalibrationGroup } from '../calibration/calibration.ts';
import type { Knowledge } from '../calibration/group-predictor.ts';
import type { GroupKey } from '../calibration/observation.ts';
import { barePrior, type GroupKnowledge, pooledPrior } from '../calibration/prior.ts';
import type { Origin } from '../calibration/sizing-parameter.ts';
import { type ParameterId, parameterIds, parameterSpecs } from '../speed/parameters.ts';

/** What a calibration knows of a box, and on what grounds. */
export interface BoxKnowledge {
  readonly knowledge: Knowledge;
  /** The group itself; absent where only kin of it, or nothing, was measured. */
  readonly group?: CalibrationGroup;
  readonly origin: Origin;
  readonly points: number;
}

/** Log standard deviations of a law that was never compared with this box. */
const UNSEEN = { ttftMs: 0.25 ** 2, tpotMs: 0.15 ** 2 } as const;

/**
 * Looks a box up: its own group if it was measured (any version of the engine, where the caller names
 * none), else the pooled prior of the groups that share something with it, else what is assumed.
 */
export function boxKnowledge(key: GroupKey, calibration: Calibration | undefined): BoxKnowledge {
  const groups = calibration?.groups ?? [];
  const own = groups
    .filter((g) => matches(g.key, key))
    .reduce<CalibrationGroup | undefined>(
      (best, g) => (best === undefined || g.points > best.points ? g : best),
      undefined,
    );
  if (own !== undefined) {
    return {
      knowledge: knowledgeOfGroup(own),
      group: own,
      origin: { kind: 'measured', runs: own.runs },
      points: own.points,
    };
  }
  const prior = pooledPrior(key, groups.map(groupKnowledge));
  const known = prior.groups > 0;
  return {
    knowledge: {
      ids: parameterIds,
      x: parameterIds.map((id) => prior.mean[id]),
      covariance: Matrix.diag(parameterIds.map((id) => prior.sd[id] ** 2)),
      prior,
      discrepancy: {},
      floor: UNSEEN,
      intervalScale: { ttftMs: 1, tpotMs: 1 },
    },
    origin: { kind: 'assumed', because: known ? 'pooled-from-other-boxes' : 'never-measured' },
    points: 0,
  };
}

const matches = (g: GroupKey, key: GroupKey): boolean =>
  g.gpu === key.gpu &&
  g.model === key.model &&
  g.precision === key.precision &&
  g.framework === key.framework &&
  (key.frameworkVersion === '' || g.frameworkVersion === key.frameworkVersion);

function knowledgeOfGroup(g: CalibrationGroup): Knowledge {
  const { ttftMs, tpotMs } = g.discrepancy;
  return {
    ids: parameterIds.filter((id) => g.ids.includes(id)),
    x: parameterIds.flatMap((id) => {
      const x = g.logMean[g.ids.indexOf(id)];
      return x === undefined ? [] : [x];
    }),
    covariance: new Matrix(g.logCovariance),
    prior: {
      ...barePrior,
      mean: logs((id) => g.priorLogs[id] ?? Math.log(parameterSpecs[id].median)),
    },
    discrepancy: {
      ...(ttftMs === undefined ? {} : { ttftMs }),
      ...(tpotMs === undefined ? {} : { tpotMs }),
    },
    floor: { ttftMs: g.modelError.ttftMs ** 2, tpotMs: g.modelError.tpotMs ** 2 },
    intervalScale: g.intervalScale,
  };
}

/** A group of a calibration as evidence for others. */
export function groupKnowledge(g: CalibrationGroup): GroupKnowledge {
  const at = (id: ParameterId): number => g.ids.indexOf(id);
  return {
    key: g.key,
    mean: logs((id) => g.logMean[at(id)] ?? Math.log(parameterSpecs[id].median)),
    // A parameter the group's data could not touch says nothing.
    variance: logs((id) => g.logCovariance[at(id)]?.[at(id)] ?? 100),
  };
}

const logs = (value: (id: ParameterId) => number): Record<ParameterId, number> => {
  const out: Partial<Record<ParameterId, number>> = {};
  for (const id of parameterIds) out[id] = value(id);
  return out as Record<ParameterId, number>;
};
