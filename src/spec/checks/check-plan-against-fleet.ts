import { didYouMean } from '../did-you-mean.ts';
import type { Endpoint, Fleet } from '../fleet.ts';
import type { DataPath, Finding } from '../parse/finding.ts';
import type { Plan } from '../plan.ts';

/** Endpoints that a plan drives: those it names, in its order, else all of the fleet. Unknown ids are left out. */
export function chosenEndpoints(plan: Plan, fleet: Fleet): Endpoint[] {
  if (plan.endpoints === undefined) return [...fleet.endpoints];
  return plan.endpoints.flatMap(
    (id) => fleet.endpoints.find((endpoint) => endpoint.id === id) ?? [],
  );
}

/** What a plan asks of its fleet that the fleet does not have or does not allow; paths are the plan's. */
export function checkPlanAgainstFleet(plan: Plan, fleet: Fleet): Finding[] {
  const ids = fleet.endpoints.map((endpoint) => endpoint.id);
  const named: { path: DataPath; id: string }[] = (plan.endpoints ?? []).map((id, i) => ({
    path: ['endpoints', i],
    id,
  }));
  if (plan.judge !== undefined)
    named.push({ path: ['judge', 'endpoint'], id: plan.judge.endpoint });
  const unknown = named
    .filter(({ id }) => !ids.includes(id))
    .map(({ path, id }) => ({
      path,
      expected: `an endpoint of ${plan.fleet}`,
      seen: JSON.stringify(id),
      hint: didYouMean(id, ids) ?? `endpoints: ${ids.join(', ')}`,
    }));
  return [...unknown, ...chosenEndpoints(plan, fleet).flatMap((e) => aboveLimits(plan, e, fleet))];
}

interface Peak {
  readonly path: DataPath;
  readonly value: number;
}

/** Limits that hold for an endpoint: its own, and those of the members that it calls. */
function limitsOn(
  endpoint: Endpoint,
  fleet: Fleet,
): { owner: string; limits: Endpoint['limits'] }[] {
  const members =
    'vote' in endpoint
      ? endpoint.vote.members
      : 'failover' in endpoint
        ? endpoint.failover.members
        : [];
  return [endpoint, ...fleet.endpoints.filter(({ id }) => members.includes(id))].map(
    ({ id, limits }) => ({ owner: id, limits }),
  );
}

function aboveLimits(plan: Plan, endpoint: Endpoint, fleet: Fleet): Finding[] {
  return limitsOn(endpoint, fleet).flatMap(({ owner, limits }) => [
    ...above(peakConcurrency(plan), limits?.maxConcurrency, 'maxConcurrency', owner),
    ...above(peakRates(plan), limits?.maxRatePerS, 'maxRatePerS', owner),
  ]);
}

const above = (
  peaks: readonly Peak[],
  limit: number | undefined,
  name: string,
  owner: string,
): Finding[] =>
  limit === undefined
    ? []
    : peaks
        .filter(({ value }) => value > limit)
        .map(({ path, value }) => ({
          path,
          expected: `at most ${limit}, limits.${name} of ${owner}`,
          seen: String(value),
          hint: `lower it, leave ${owner} out, or have its owner raise the limit`,
        }));

function peakConcurrency({ load }: Plan): Peak[] {
  switch (load.kind) {
    case 'closed':
      return load.concurrency.map((value, i) => ({ path: ['load', 'concurrency', i], value }));
    case 'search':
      return load.of === 'concurrency' ? [{ path: ['load', 'to'], value: load.to }] : [];
    default:
      return [];
  }
}

function peakRates({ load }: Plan): Peak[] {
  switch (load.kind) {
    case 'constant':
    case 'poisson':
    case 'gamma':
      return load.ratePerS.map((value, i) => ({ path: ['load', 'ratePerS', i], value }));
    case 'ramp':
      return load.stages.map(({ ratePerS }, i) => ({
        path: ['load', 'stages', i, 'ratePerS'],
        value: ratePerS,
      }));
    case 'sessions':
      return [{ path: ['load', 'ratePerS'], value: load.ratePerS }];
    case 'search':
      return load.of === 'ratePerS' ? [{ path: ['load', 'to'], value: load.to }] : [];
    case 'bursts':
      return [{ path: ['load', 'size'], value: load.size / load.everyS }];
    case 'closed':
    case 'trace':
      return [];
  }
}
