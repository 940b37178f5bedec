import { readFileSync } from 'node:fs';
import { type OperatingPoint, operatingPoints, type Summary } from '../../analysis/index.ts';
import { inputPath } from '../../edge/files/index.ts';
import { type Block, calibrationBlocks, diffBlocks, sizingWords } from '../../report/index.ts';
import {
  diffRecommendations,
  fitCalibration,
  type MeasuredAccuracy,
  recommend,
} from '../../sizing/index.ts';
import { type Need, parseNeed } from '../../spec/index.ts';
import type { StoredRun } from './read-run.ts';

/** Name under inputs/ of the need that a run's report answers. */
export const NEED_INPUT = 'need.yaml';

/** What the sizing model learnt from one run, and what that changes for the need kept with it. */
export function learntBlocks(run: StoredRun, summary: Summary, lang: 'en' | 'zh'): Block[] {
  const { points } = operatingPoints(summary, run.fleet);
  if (points.length === 0) return [];
  const usable = points.filter((p) => p.valid);
  if (usable.length === 0) {
    return [{ kind: 'callout', tone: 'doubt', text: [sizingWords[lang].noPoints] }];
  }
  const calibration = fitCalibration(points);
  const need = needOf(run);
  return [
    ...calibrationBlocks(calibration, lang),
    ...(need === undefined
      ? []
      : diffBlocks(
          diffRecommendations(
            recommend(need),
            recommend(need, { calibration, accuracy: measuredAccuracies(summary, run, points) }),
          ),
          lang,
        )),
  ];
}

function needOf(run: StoredRun): Need | undefined {
  const hash = run.manifest.hashes.inputs[NEED_INPUT];
  if (hash === undefined) return undefined;
  const text = readFileSync(inputPath(run.directory, NEED_INPUT, hash), 'utf8');
  const need = parseNeed(text, NEED_INPUT);
  return need.ok ? need.value : undefined;
}

/** Accuracy per box over its valid cells, as evidence for a model at a precision. */
export function measuredAccuracies(
  summary: Summary,
  run: StoredRun,
  points: readonly OperatingPoint[],
): MeasuredAccuracy[] {
  return run.fleet.endpoints.flatMap((endpoint) => {
    const point = points.find((p) => p.endpoint === endpoint.id);
    const cells = summary.cells.filter(
      (c) => c.endpoint === endpoint.id && c.validity.verdict === 'valid',
    );
    const best = cells.reduce<(typeof cells)[number] | undefined>(
      (a, c) => ((c.accuracy?.n ?? 0) > (a?.accuracy?.n ?? 0) ? c : a),
      undefined,
    );
    const accuracy = best?.accuracy;
    if (point === undefined || accuracy?.value === undefined) return [];
    return [
      {
        model: point.model,
        precision: point.precision,
        estimate: {
          center: accuracy.value,
          ...(accuracy.ci95 === undefined ? {} : { lo: accuracy.ci95[0], hi: accuracy.ci95[1] }),
          confidence: 0.95,
          n: accuracy.n,
          method: accuracy.method,
          warnings: [],
        },
        runs: [run.manifest.runId],
      },
    ];
  });
}
