import { type Accuracy, type Cell, operatingPoints } from '../../analysis/index.ts';
import type { Estimate } from '../../base/index.ts';
import type { Observation, RunEvidence } from '../../sizing/index.ts';
import type { Box } from '../../spec/index.ts';
import type { FinishedRun } from './finish-run.ts';
import { bundleFromRun } from './scenario-bundle.ts';

/** What finished runs say of the guide's claims; boxes whose model the fleet does not name say nothing. */
export function guideEvidence(finished: readonly FinishedRun[]): RunEvidence {
  const cells = finished.flatMap((run) => cellsOf(run));
  return {
    points: finished.flatMap((f) => operatingPoints(f.figures.summary, f.run.fleet).points),
    accuracies: cells.flatMap(accuraciesOf),
    taskTimes: cells.flatMap(taskTimeOf),
  };
}

/** A cell with the subject it speaks of. */
interface SubjectCell {
  readonly cell: Cell;
  readonly subject: Omit<Observation, 'estimate'>;
}

function cellsOf({ run, figures }: FinishedRun): SubjectCell[] {
  const boxes = new Map(run.fleet.endpoints.map((e) => [e.id, e.box]));
  return figures.summary.cells.flatMap((cell): SubjectCell[] => {
    const named = boxSubject(boxes.get(cell.endpoint));
    if (named === undefined) return [];
    const bundle = bundleFromRun(run.directory, run.manifest, cell.scenario);
    const kind = bundle.ok ? { scenario: bundle.value.scenario.kind } : {};
    const valid = cell.validity.verdict === 'valid';
    return [{ cell, subject: { ...named, ...kind, run: run.manifest.runId, valid } }];
  });
}

function boxSubject(box: Box | undefined): Pick<Observation, 'model' | 'precision'> | undefined {
  if (box?.model === undefined || box.precision === undefined) return undefined;
  return {
    model: box.model,
    precision: box.precision,
    ...(box.gpu === undefined ? {} : { gpu: box.gpu }),
    ...(box.gpu === undefined ? {} : { count: box.count ?? 1 }),
    ...(box.framework === undefined ? {} : { framework: box.framework }),
  };
}

function accuraciesOf({ cell, subject }: SubjectCell): Observation[] {
  const whole = cell.accuracy === undefined ? [] : [{ accuracy: cell.accuracy, category: {} }];
  const parts = Object.entries(cell.byCategory).map(([category, accuracy]) => ({
    accuracy,
    category: { category },
  }));
  return [...whole, ...parts].flatMap(({ accuracy, category }) => {
    const estimate = shareEstimate(accuracy);
    return estimate === undefined ? [] : [{ ...subject, ...category, estimate }];
  });
}

function shareEstimate(accuracy: Accuracy): Estimate | undefined {
  if (accuracy.value === undefined || accuracy.ci95 === undefined) return undefined;
  return {
    center: accuracy.value,
    lo: accuracy.ci95[0],
    hi: accuracy.ci95[1],
    confidence: 0.95,
    n: accuracy.n,
    method: accuracy.method,
    warnings: [],
  };
}

function taskTimeOf({ cell, subject }: SubjectCell): Observation[] {
  const { taskMs } = cell;
  if (!('count' in taskMs)) return [];
  const n = taskMs.count - taskMs.failed;
  const half = taskMs.sd === undefined ? undefined : (1.96 * taskMs.sd) / Math.sqrt(n) / 1000;
  const center = taskMs.mean / 1000;
  return [
    {
      ...subject,
      estimate: {
        center,
        ...(half === undefined ? {} : { lo: center - half, hi: center + half }),
        confidence: 0.95,
        n,
        method: 'mean, normal interval over task runs',
        warnings: [],
      },
    },
  ];
}
