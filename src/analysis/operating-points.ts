import { type Estimate, warning } from '../base/index.ts';
import type { Box, Fleet } from '../spec/index.ts';
import { normalQuantile } from '../stats/index.ts';
import type { OperatingPoint } from './operating-point.ts';
import type { Cell, Latency, Summary } from './summary/schema.ts';

/** A cell that cannot become an operating point, and why: nothing is left out silently. */
export interface UnusableCell {
  readonly endpoint: string;
  readonly scenario: string;
  readonly loadPoint: number;
  readonly why: string;
}

/**
 * The cells of a run as sizing sees them. A cell needs a box whose GPU, model, count and precision
 * the fleet file names, token counts, and a rate; what lacks one is listed instead.
 */
export function operatingPoints(
  summary: Summary,
  fleet: Fleet,
): { readonly points: OperatingPoint[]; readonly unusable: UnusableCell[] } {
  const boxes = new Map(fleet.endpoints.map((e) => [e.id, e.box]));
  const points: OperatingPoint[] = [];
  const unusable: UnusableCell[] = [];
  for (const cell of summary.cells) {
    const point = pointOf(cell, boxes.get(cell.endpoint), summary.runId);
    if (typeof point !== 'string') points.push(point);
    else {
      const { endpoint, scenario, loadPoint } = cell;
      unusable.push({ endpoint, scenario, loadPoint: loadPoint.index, why: point });
    }
  }
  return { points, unusable };
}

function pointOf(cell: Cell, box: Box | undefined, runId: string): OperatingPoint | string {
  if (box?.gpu === undefined) return 'the fleet file names no GPU for this box';
  if (box.model === undefined) return 'the fleet file names no catalogue model for this box';
  if (box.precision === undefined) return 'the fleet file names no precision for this box';
  const ttft = meanOf(cell.ttftMs);
  const tpot = meanOf(cell.tpotMs);
  if (ttft === undefined) return 'no TTFT was measured';
  if (tpot === undefined) return 'no TPOT was measured';
  const { achievedPerS, concurrency, tokens, tokensPerS, offeredPerS } = cell;
  if (typeof achievedPerS !== 'number') return achievedPerS.absent;
  if (typeof concurrency !== 'number') return concurrency.absent;
  if (typeof tokens.input !== 'number') return tokens.input.absent;
  if (typeof tokens.output !== 'number') return tokens.output.absent;
  if (typeof tokensPerS.output !== 'number') return tokensPerS.output.absent;
  const count = box.count ?? 1;
  const open = cell.loadPoint.kind !== 'closed';
  return {
    endpoint: cell.endpoint,
    scenario: cell.scenario,
    loadPoint: cell.loadPoint.index,
    ...(open && typeof offeredPerS === 'number' ? { offeredPerS } : {}),
    achievedPerS,
    concurrency,
    isl: tokens.input,
    osl: tokens.output,
    ...(typeof tokens.cached === 'number' ? { cachedTokens: tokens.cached } : {}),
    ttftMs: ttft,
    tpotMs: tpot,
    tokensPerS: rateEstimate(tokensPerS.output, cell),
    gpu: box.gpu,
    model: box.model,
    count,
    precision: box.precision,
    ...(box.kvPrecision === undefined ? {} : { kvPrecision: box.kvPrecision }),
    tensorParallel: box.tensorParallel ?? count,
    framework: box.framework ?? 'unknown',
    frameworkVersion: box.frameworkVersion ?? 'unknown',
    runs: [runId],
    valid: cell.validity.verdict === 'valid',
  };
}

const Z95 = normalQuantile(0.975);

/** Mean of a latency with the normal interval of its standard error; descriptive within one run. */
function meanOf(latency: Latency): Estimate | undefined {
  if (!('count' in latency)) return undefined;
  const n = latency.count - latency.failed;
  const half = latency.sd === undefined ? undefined : (Z95 * latency.sd) / Math.sqrt(n);
  return {
    center: latency.mean,
    ...(half === undefined ? {} : { lo: latency.mean - half, hi: latency.mean + half }),
    confidence: 0.95,
    n,
    method: 'mean, normal interval over requests',
    warnings: [warning('descriptive-latency-intervals')],
  };
}

/** A rate over windows has no spread within one run: its interval is absent. */
const rateEstimate = (center: number, cell: Cell): Estimate => ({
  center,
  confidence: 0.95,
  n: cell.windows.length,
  method: 'tokens inside the windows over their length',
  warnings: [warning('one-run')],
});
