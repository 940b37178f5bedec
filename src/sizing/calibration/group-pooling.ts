import { parameterIds, parameterSpecs } from '../speed/parameters.ts';
import { fitGroup, type GroupFit } from './fit-group.ts';
import { type Observation, sameGroup } from './observation.ts';
import { barePrior, type GroupKnowledge, type ParameterPrior, pooledPrior } from './prior.ts';

/** A group in the making. */
export interface FittedGroup {
  readonly observations: readonly Observation[];
  readonly prior: ParameterPrior;
  readonly fitted: GroupFit;
}

/** Rounds of pooling: alone, then with what the others learnt, then once more. */
const POOLING_ROUNDS = 2;

/** Fits every group, each with the others (and `known`) as its prior. */
export function fitGroups(
  observations: readonly Observation[],
  known: readonly GroupKnowledge[],
): FittedGroup[] {
  const members: Observation[][] = [];
  for (const o of observations) {
    const home = members.find((m) => m[0] !== undefined && sameGroup(m[0].key, o.key));
    if (home === undefined) members.push([o]);
    else home.push(o);
  }
  let groups = members.map((m) => fitOne(m, known, []));
  for (let round = 0; round < POOLING_ROUNDS && groups.length > 1; round++) {
    const learnt = groups.map(knowledgeForOthers);
    groups = groups.map((g, i) =>
      fitOne(
        g.observations,
        known,
        learnt.filter((_, j) => j !== i),
        g,
      ),
    );
  }
  return groups;
}

function fitOne(
  observations: readonly Observation[],
  known: readonly GroupKnowledge[],
  others: readonly GroupKnowledge[],
  before?: FittedGroup,
): FittedGroup {
  const key = observations[0]?.key;
  const kin = [...others, ...known];
  const prior = key === undefined ? barePrior : pooledPrior(key, kin);
  return { observations, prior, fitted: fitGroup(observations, prior, before?.fitted.parameters) };
}

/**
 * What a group says to the others: its estimates, with the variance its own data give. The prior it was
 * fitted with is taken out again, so that opinions do not echo.
 */
export function knowledgeForOthers(g: FittedGroup): GroupKnowledge {
  const variance = {} as Record<(typeof parameterIds)[number], number>;
  const mean = {} as Record<(typeof parameterIds)[number], number>;
  for (const id of parameterIds) {
    const i = g.fitted.ids.indexOf(id);
    const priorVariance = g.prior.sd[id] ** 2;
    const posterior = i < 0 ? priorVariance : g.fitted.fit.covariance.get(i, i);
    const precision = 1 / posterior - 1 / priorVariance;
    const wide = 100 * parameterSpecs[id].logSd ** 2;
    variance[id] = precision > 1 / wide ? 1 / precision : wide;
    const x = i < 0 ? g.prior.mean[id] : (g.fitted.fit.x[i] ?? g.prior.mean[id]);
    mean[id] =
      precision > 1 / wide
        ? (x / posterior - g.prior.mean[id] / priorVariance) * variance[id]
        : g.prior.mean[id];
    mean[id] = Math.max(
      Math.log(parameterSpecs[id].min),
      Math.min(Math.log(parameterSpecs[id].max), mean[id]),
    );
  }
  const key = g.observations[0]?.key;
  if (key === undefined) throw new RangeError('a group without observations');
  return { key, mean, variance };
}
