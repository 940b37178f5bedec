import { contentHash, ok, type Problem, type Result } from '../../base/index.ts';
import { readManifest } from '../../edge/files/index.ts';
import type { VerdictRecord } from '../../record/index.ts';
import type { RunReportInput } from '../../report/index.ts';
import type { Scenario } from '../../spec/index.ts';
import { type AnswerToGrade, answerToGrade, grader } from './grade-run.ts';
import { gradedRuns } from './graded-runs.ts';
import { learntBlocks } from './learnt.ts';
import { type PreparedScenario, prepareScenarios } from './prepared-scenario.ts';
import { readRun, readVerdicts, type StoredRun, WrongLine, writeVerdicts } from './read-run.ts';
import { bundleFromRun, type ScenarioBundle } from './scenario-bundle.ts';
import { storedSqlEngine } from './sql-results.ts';
import { figuresOf, type RunFigures, writeFigures } from './summarise-run.ts';
import { type ReportFiles, writeReports } from './write-reports.ts';

/** A run with everything that follows from its records. */
export interface FinishedRun {
  readonly run: StoredRun;
  readonly figures: RunFigures;
  readonly report: RunReportInput;
  readonly files: ReportFiles;
}

/** Grades the run in `directory` again from its records and writes verdicts.jsonl. */
export async function gradeDirectory(
  directory: string,
  options: {
    /** With `store: hash`: the run's own scenarios and answers, which are nowhere on disk. */
    readonly inMemory?: {
      readonly scenarios: readonly PreparedScenario[];
      readonly answers: Iterable<AnswerToGrade>;
    };
    readonly graded?: (count: number) => void;
  } = {},
): Promise<Result<readonly VerdictRecord[]>> {
  const run = readRun(directory);
  if (!run.ok) return run;
  const sql = storedSqlEngine(directory);
  try {
    const scenarios = await scenariosFor(run.value, sql, options.inMemory?.scenarios);
    if (!scenarios.ok) return scenarios;
    const answers = options.inMemory?.answers ?? answersIn(run.value);
    const verdicts = await grader(scenarios.value, sql.engine).grade(answers, options.graded);
    verdicts.sort((a, b) => a.index - b.index);
    const isKept = run.value.plan.store === 'full';
    writeVerdicts(directory, isKept ? verdicts : verdicts.map(withoutExtract));
    if (isKept) sql.save();
    return ok(verdicts);
  } catch (error) {
    return damaged(error);
  } finally {
    await sql.close();
  }
}

/** Figures and reports of the run in `directory` from its records and verdicts; asks no endpoint. */
export function reportDirectory(directory: string, lang?: 'en' | 'zh'): Result<FinishedRun> {
  try {
    return reported(directory, lang);
  } catch (error) {
    return damaged(error);
  }
}

/** A damaged line is a fault of the run directory; everything else is one of ours, and goes on. */
function damaged(error: unknown): { readonly ok: false; readonly problems: readonly Problem[] } {
  if (error instanceof WrongLine) return { ok: false, problems: error.problems };
  throw error;
}

function reported(directory: string, lang: 'en' | 'zh' | undefined): Result<FinishedRun> {
  const stored = readRun(directory);
  if (!stored.ok) return stored;
  const run = stored.value;
  const bundles = storedBundles(run);
  if (!bundles.ok) return bundles;
  const scenarios: Scenario[] = bundles.value.map((b) => b.scenario);
  const verdicts = readVerdicts(directory);
  const graded = gradedRuns(scenarios, verdicts, run.plan.store === 'full');
  const figures = figuresOf(run, scenarios, verdicts, graded.add);
  writeFigures(directory, figures);
  const language = lang ?? run.manifest.lang;
  const report: RunReportInput = {
    lang: language,
    name: run.plan.name,
    plan: run.plan,
    planHash: run.manifest.hashes.plan,
    summary: figures.summary,
    ...(figures.bakeoff === undefined ? {} : { bakeoff: figures.bakeoff }),
    boxes: figures.boxes,
    learnt: learntBlocks(run, figures.summary, language),
    graded: graded.rows(),
    gradedTotal: graded.total,
  };
  return ok({ run, figures, report, files: writeReports(directory, report) });
}

function* answersIn(run: StoredRun): Generator<AnswerToGrade> {
  for (const record of run.records()) {
    const answer = answerToGrade(record);
    if (answer !== undefined) yield answer;
  }
}

function storedBundles(run: StoredRun): Result<readonly ScenarioBundle[]> {
  const bundles: ScenarioBundle[] = [];
  for (const id of Object.keys(run.manifest.hashes.scenarios)) {
    const bundle = bundleFromRun(run.directory, run.manifest, id);
    if (!bundle.ok) return bundle;
    bundles.push(bundle.value);
  }
  return ok(bundles);
}

async function scenariosFor(
  run: StoredRun,
  sql: ReturnType<typeof storedSqlEngine>,
  inMemory: readonly PreparedScenario[] | undefined,
): Promise<Result<readonly PreparedScenario[]>> {
  if (inMemory !== undefined) {
    return prepareScenarios(
      inMemory.map((s) => s.bundle),
      sql.engine,
      run.plan,
    );
  }
  const bundles = storedBundles(run);
  return bundles.ok ? prepareScenarios(bundles.value, sql.engine, run.plan) : bundles;
}

/** With `store: hash` what a model said stays out of the verdicts as well. */
const withoutExtract = ({ extracted, why, ...rest }: VerdictRecord): VerdictRecord => ({
  ...rest,
  why: why.split(':')[0] ?? why,
  ...(extracted === undefined ? {} : { extracted: `sha256:${contentHash(extracted)}` }),
});

/** Whether a directory holds a run that `grade` can grade again. */
export function isGradable(directory: string): Result<boolean> {
  const manifest = readManifest(directory);
  return manifest.ok ? ok(manifest.value.store === 'full') : manifest;
}
