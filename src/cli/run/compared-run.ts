import {
  differingKeys,
  endpointKeys,
  type KeyDifference,
  type RunUnits,
  runUnits,
  type TaskFacts,
} from '../../analysis/index.ts';
import { ok, type Result } from '../../base/index.ts';
import type { Scenario } from '../../spec/index.ts';
import { readRun, readVerdicts, type StoredRun, WrongLine } from './read-run.ts';
import { bundleFromRun } from './scenario-bundle.ts';
import { figuresOf } from './summarise-run.ts';

/** A stored run made ready to be compared: with another, with itself, or with a contract. */
export interface ComparedRun {
  readonly run: StoredRun;
  readonly units: RunUnits;
}

/** Reads a run directory for comparison; asks no endpoint and writes nothing. */
export function comparedRun(directory: string): Result<ComparedRun> {
  const stored = readRun(directory);
  if (!stored.ok) return stored;
  const run = stored.value;
  const scenarios: Scenario[] = [];
  for (const id of Object.keys(run.manifest.hashes.scenarios)) {
    const bundle = bundleFromRun(run.directory, run.manifest, id);
    if (!bundle.ok) return bundle;
    scenarios.push(bundle.value.scenario);
  }
  const facts = factsOf(scenarios);
  try {
    const verdicts = readVerdicts(directory);
    const { manifest, plan, fleet, loadPoints } = run;
    const fold = runUnits(
      {
        runId: manifest.runId,
        planHash: manifest.hashes.plan,
        plan,
        fleet,
        loadPoints,
        ended: manifest.ended,
        identities: manifest.identities,
        planned: () => undefined,
        taskOf: (scenario, task) => facts.get(`${scenario}/${task}`),
        verdicts,
        telemetry: [],
        clockSteps: 0,
      },
      verdicts,
      (scenario, task) => facts.get(`${scenario}/${task}`),
    );
    const { summary } = figuresOf(run, scenarios, verdicts, fold.add);
    return ok({ run, units: fold.finish(summary) });
  } catch (error) {
    if (error instanceof WrongLine) return { ok: false, problems: error.problems };
    throw error;
  }
}

/** Keys in which two endpoints of one run differ. */
export function endpointDifferences(
  { fleet, manifest }: StoredRun,
  baseline: string,
  candidate: string,
): KeyDifference[] {
  const of = (id: string) => endpointKeys(fleet, manifest.identities, id);
  return differingKeys(of(baseline), of(candidate));
}

/** What is known of each task; a cluster never reaches beyond its scenario. */
function factsOf(scenarios: readonly Scenario[]): ReadonlyMap<string, TaskFacts> {
  return new Map(
    scenarios.flatMap((s) =>
      s.kind === 'synthetic'
        ? []
        : s.tasks.map((t): [string, TaskFacts] => [
            `${s.id}/${t.id}`,
            {
              category: t.category,
              cluster: `${s.id}/${t.cluster ?? t.id}`,
              language: s.language,
              answerKind: t.answer.kind,
              question: t.question,
            },
          ]),
    ),
  );
}
