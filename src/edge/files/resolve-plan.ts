import { dirname, join, resolve } from 'node:path';
import { fail, ok, type Problem, type Result } from '../../base/index.ts';
import {
  checkPlanAgainstFleet,
  checkPlanAgainstScenarios,
  chosenEndpoints,
  type Endpoint,
  type Finding,
  type Fleet,
  type Located,
  locateFleet,
  locatePlan,
  locateScenario,
  type Plan,
  type Scenario,
} from '../../spec/index.ts';
import { type DataFile, dataFiles } from './data-files.ts';
import { endpointFiles, withAbsoluteFiles } from './endpoint-files.ts';
import { findScenario, isScenarioPath } from './find-scenario.ts';
import { isFile } from './is-file.ts';
import { readSpecText } from './spec-text.ts';

/** A scenario of a plan with its files. */
export interface ResolvedScenario {
  readonly scenario: Scenario;
  /** Absolute. */
  readonly file: string;
  readonly hash: string;
  readonly data: readonly DataFile[];
}

/** Everything that a plan refers to, read and checked once; frozen all the way down. */
export interface ResolvedPlan {
  readonly plan: Plan;
  readonly planFile: string;
  readonly planHash: string;
  readonly fleet: Fleet;
  readonly fleetFile: string;
  readonly fleetHash: string;
  /** The endpoints to drive, in the plan's order; paths of certificates and tokenizers are absolute. */
  readonly endpoints: readonly Endpoint[];
  readonly scenarios: readonly ResolvedScenario[];
  /** Absolute; present for a load of kind trace. */
  readonly traceFile?: string;
}

export interface ResolveOptions {
  /** Where the package's own scenarios/ stands. */
  readonly packageRoot: string;
  readonly workingDirectory: string;
}

/** The plan in `planFile` with its fleet and scenarios, or all problems of all these files. */
export async function resolvePlan(
  planFile: string,
  options: ResolveOptions,
): Promise<Result<ResolvedPlan>> {
  const path = resolve(options.workingDirectory, planFile);
  const read = await readSpecText(path, planFile);
  if (!read.ok) return read;
  const located = locatePlan(read.value.text, planFile);
  if (!located.ok) return located;
  const { value: plan, source } = located.value;
  const problems: Problem[] = [];
  const inPlan = (findings: readonly Finding[]): void => {
    problems.push(...findings.map(source.problem));
  };

  const fleetFile = resolve(dirname(path), plan.fleet);
  const fleet = await readFleet(fleetFile, join(dirname(planFile), plan.fleet));
  if (fleet.ok) inPlan(checkPlanAgainstFleet(plan, fleet.value.located.value));
  else if (fleet.missing) inPlan([fleet.missing]);
  else problems.push(...fleet.problems);

  const scenarios: ResolvedScenario[] = [];
  for (const [i, reference] of plan.scenarios.entries()) {
    const place = await findScenario(
      reference,
      path,
      options.packageRoot,
      options.workingDirectory,
    );
    if (place.kind === 'missing') {
      const { seen, hint } = place;
      inPlan([{ path: ['scenarios', i], expected: 'a scenario', seen, hint }]);
      continue;
    }
    const resolved = await readScenario(
      place.path,
      isScenarioPath(reference) ? undefined : reference,
      dirname(path),
    );
    if (!resolved.ok) problems.push(...resolved.problems);
    else scenarios.push(resolved.value);
  }
  inPlan(sameIds(plan, scenarios));
  inPlan(
    checkPlanAgainstScenarios(
      plan,
      scenarios.map(({ scenario }) => scenario),
    ),
  );

  const traceFile = plan.load.kind === 'trace' ? resolve(dirname(path), plan.load.file) : undefined;
  if (traceFile !== undefined && !(await isFile(traceFile))) {
    inPlan([
      { path: ['load', 'file'], expected: 'a trace, relative to the plan', seen: 'no such file' },
    ]);
  }
  if (problems.length > 0 || !fleet.ok) return fail(...problems);
  const { located: fleetLocated, hash: fleetHash } = fleet.value;
  return ok(
    frozen({
      plan,
      planFile: path,
      planHash: read.value.hash,
      fleet: fleetLocated.value,
      fleetFile,
      fleetHash,
      endpoints: chosenEndpoints(plan, fleetLocated.value).map((e) =>
        withAbsoluteFiles(e, dirname(fleetFile)),
      ),
      scenarios,
      ...(traceFile === undefined ? {} : { traceFile }),
    }),
  );
}

type ReadFleet =
  | {
      readonly ok: true;
      readonly value: { readonly located: Located<Fleet>; readonly hash: string };
    }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly missing?: Finding };

/** The fleet with its own files checked; where there is no file, the finding is the plan's. */
async function readFleet(path: string, shownAs: string): Promise<ReadFleet> {
  const read = await readSpecText(path, shownAs);
  if (!read.ok) {
    const [first] = read.problems;
    const hint = first?.hint === undefined ? {} : { hint: first.hint };
    const missing: Finding = {
      path: ['fleet'],
      expected: 'a fleet file, relative to the plan',
      seen: `${shownAs}: ${first?.seen ?? 'unreadable'}`,
      ...hint,
    };
    return { ok: false, problems: [], missing };
  }
  const located = locateFleet(read.value.text, shownAs);
  if (!located.ok) return located;
  const { value, source } = located.value;
  const findings: Finding[] = [];
  for (const [i, endpoint] of value.endpoints.entries()) {
    for (const { keys, file } of endpointFiles(endpoint)) {
      if (await isFile(resolve(dirname(path), file))) continue;
      findings.push({
        path: ['endpoints', i, ...keys],
        expected: 'a file, relative to the fleet file',
        seen: 'no such file',
      });
    }
  }
  if (findings.length > 0) return fail(...findings.map(source.problem));
  return { ok: true, value: { located: located.value, hash: read.value.hash } };
}

async function readScenario(
  path: string,
  wantedId: string | undefined,
  planFolder: string,
): Promise<Result<ResolvedScenario>> {
  const read = await readSpecText(path);
  if (!read.ok) return read;
  const located = locateScenario(read.value.text, path);
  if (!located.ok) return located;
  const { value: scenario, source } = located.value;
  const { files, findings } = await dataFiles(scenario, path, [planFolder]);
  if (wantedId !== undefined && scenario.id !== wantedId) {
    findings.push({
      path: ['id'],
      expected: `${wantedId}, as the file is called`,
      seen: scenario.id,
    });
  }
  if (findings.length > 0) return fail(...findings.map(source.problem));
  return ok({ scenario, file: path, hash: read.value.hash, data: files });
}

/** Two files may hold the same id, and records would mix them up. */
function sameIds(plan: Plan, scenarios: readonly ResolvedScenario[]): Finding[] {
  if (scenarios.length !== plan.scenarios.length) return [];
  return scenarios.flatMap(({ scenario }, i): Finding[] => {
    const first = scenarios.findIndex((other) => other.scenario.id === scenario.id);
    return first === i
      ? []
      : [
          {
            path: ['scenarios', i],
            expected: 'each scenario once',
            seen: scenario.id,
            hint: `scenarios[${first}] has this id`,
          },
        ];
  });
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
