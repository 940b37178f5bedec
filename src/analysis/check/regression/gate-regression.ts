import { holm } from '../../../stats/index.ts';
import { differingKeys } from '../../keys/endpoint-keys.ts';
import { indicators, itemMeans } from '../../paired/item-means.ts';
import type { Place } from '../../units/place.ts';
import type { TaskRunUnit } from '../../units/task-run-unit.ts';
import { type Check, type CheckReason, type CheckTerm, overallResult } from '../schema.ts';
import { contextOf, contextTerm } from './context-term.ts';
import { itemTerm, tokenTerm } from './item-term.ts';
import type { Judged } from './judged.ts';
import { limitResult, limitTerm, relativeTerm } from './point-term.ts';
import { meanOf, repeatTerm, settledBefore } from './repeat-term.ts';
import {
  type CheckSide,
  invalidCells,
  type MatchedBox,
  matchedBoxes,
  unmatchedCells,
} from './side.ts';
import { type Base, bare, empty, finished, named } from './term.ts';
import {
  defaultThresholds,
  type GateMetric,
  gateMetric,
  marginOf,
  type Threshold,
} from './threshold.ts';

const ALPHA = 0.05;

export interface RegressionInput {
  readonly baseline: CheckSide;
  readonly candidate: CheckSide;
  /** Default: the usual metrics, where the baseline has them. */
  readonly thresholds?: readonly Threshold[];
  /** Margins by metric, of the plan. */
  readonly margins?: Readonly<Record<string, number>>;
  readonly seed: number;
}

/** A term on its way: settled, or waiting for the gate's common error rate. */
type Pending = { readonly term: CheckTerm } | { readonly base: Base; readonly judged: Judged };

/**
 * Is the candidate run worse than the baseline run by more than is allowed? Each term passes by its
 * unfavourable 95% limit and fails when it is shown beyond the rule; all failures of a gate together are
 * false in at most 5% of gates (Holm). What is neither is not proven. Suites that differ are refused.
 */
export function gateRegression(input: RegressionInput): Check {
  const { baseline, candidate } = input;
  const boxes = matchedBoxes(baseline, candidate);
  const refused = refusals(baseline, candidate, boxes);
  const notCompared = [
    ...invalidCells(baseline, 'baseline'),
    ...invalidCells(candidate, 'candidate'),
  ];
  const keys = [
    ...differingKeys(baseline.keys, candidate.keys),
    ...boxes.flatMap((box) =>
      differingKeys(baseline.endpointKeys(box.baseline), candidate.endpointKeys(box.candidate)).map(
        (d) => ({ ...d, key: `${box.candidate}.${d.key}` }),
      ),
    ),
  ];
  const terms = refused.length > 0 ? [] : settle(boxes.flatMap((box) => pendingOf(box, input)));
  return {
    schema: 'steelyard.check/1',
    kind: 'baseline',
    runId: candidate.run.summary.runId,
    against: baseline.run.summary.runId,
    result: refused.length > 0 ? 'NOT PROVEN' : overallResult(terms),
    refused,
    terms,
    keys,
    notCompared,
    unmatched: [
      ...unmatchedCells(baseline, candidate, 'baseline', boxes),
      ...unmatchedCells(candidate, baseline, 'candidate', boxes),
    ],
    multiplicity: 'FAIL: Holm over the gate at 5%; PASS of the gate: every term at one-sided 5%',
  };
}

function refusals(
  baseline: CheckSide,
  candidate: CheckSide,
  boxes: readonly MatchedBox[],
): CheckReason[] {
  // Against itself every run passes, which proves nothing.
  if (baseline.run.summary.runId === candidate.run.summary.runId) return [{ code: 'same-run' }];
  const common = Object.keys(baseline.suites).filter((id) => id in candidate.suites);
  const changed = common.filter((id) => baseline.suites[id] !== candidate.suites[id]);
  if (changed.length > 0) {
    return changed.map((scenario) => ({ code: 'suite-differs', values: { scenario } }));
  }
  if (boxes.length === 0) return [{ code: 'no-common-endpoint' }];
  return boxes.every((b) => b.places.length === 0) ? [{ code: 'no-common-place' }] : [];
}

function pendingOf(box: MatchedBox, input: RegressionInput): Pending[] {
  if (box.places.length === 0) return [];
  const asked = input.thresholds;
  const thresholds = asked ?? defaultThresholds.filter((t) => isPresent(box, input, t));
  return thresholds.flatMap((threshold) => {
    const metric = gateMetric(threshold);
    if (metric === undefined) {
      return [{ term: bare(box, threshold, { code: 'unknown-metric' }) }];
    }
    return pendingFor(box, input, threshold, metric);
  });
}

/** Whether the baseline has the metric at all: what it never had is not expected of the candidate. */
function isPresent(box: MatchedBox, { baseline }: RegressionInput, threshold: Threshold): boolean {
  const metric = gateMetric(threshold);
  if (metric === undefined) return false;
  const units = unitsAt(baseline, box.baseline, box.places);
  switch (metric.by) {
    case 'items':
      return itemMeans(units, indicators[metric.id]).length > 0;
    case 'tokens':
      return units.some((u) => u.outputTokens !== undefined);
    case 'repeats':
      return box.places.some((p) =>
        baseline.run.repeats
          .of(box.baseline, p.id, metric.metric)
          .some((r) => r.value.kind === 'value'),
      );
    case 'context':
      return contextOf(baseline, box.baseline, metric.id) !== undefined;
  }
}

function pendingFor(
  box: MatchedBox,
  input: RegressionInput,
  threshold: Threshold,
  metric: GateMetric,
): Pending[] {
  const { baseline, candidate, seed, margins = {} } = input;
  const rule = threshold.rule ?? { kind: 'margin', value: marginOf(metric, margins) };
  const base = { ...named(box, threshold), rule };
  switch (metric.by) {
    case 'context':
      return [{ term: contextTerm(base, box, baseline, candidate, metric.id) }];
    case 'repeats':
      return box.places.map((place): Pending => {
        const [a, b] = [
          baseline.run.repeats.of(box.baseline, place.id, metric.metric),
          candidate.run.repeats.of(box.candidate, place.id, metric.metric),
        ];
        const at = {
          ...base,
          id: `${base.id} ${place.scenario} ${place.load}`,
          scenario: place.scenario,
          load: place.load,
          ...(metric.metric.kind === 'latency' ? { statistic: metric.metric.statistic } : {}),
        };
        if (rule.kind === 'at-most' || rule.kind === 'at-least') {
          return { term: finished(at, limitTerm(b, rule)) };
        }
        const settled = settledBefore(a, b, metric.better);
        if (settled !== undefined && (rule.kind === 'margin' || settled.result === 'FAIL')) {
          return { term: finished(at, settled) };
        }
        if (rule.kind === 'relative') {
          const [now, before] = [meanOf(b), meanOf(a)];
          return {
            term:
              now === undefined || before === undefined
                ? empty(at)
                : finished(at, relativeTerm(now, before, metric.better, false, rule)),
          };
        }
        const judged = repeatTerm(a, b, metric.better, rule.value);
        return judged === undefined ? { term: empty(at) } : { base: at, judged };
      });
    case 'items':
    case 'tokens': {
      const a = unitsAt(baseline, box.baseline, box.places);
      const b = unitsAt(candidate, box.candidate, box.places);
      const margin = rule.kind === 'margin' ? rule.value : marginOf(metric, margins);
      const judged =
        metric.by === 'tokens'
          ? tokenTerm(margin, a, b)
          : itemTerm(metric.id, margin, a, b, `${seed}/check/${box.candidate}/${metric.id}`);
      if (judged === undefined) return [{ term: empty(base) }];
      return [
        rule.kind === 'margin' ? { base, judged } : { term: byFigure(base, judged, metric, rule) },
      ];
    }
  }
}

/** A share or length under a relative or absolute rule. */
function byFigure(
  base: Base,
  judged: Judged,
  metric: Extract<GateMetric, { by: 'items' | 'tokens' }>,
  rule: Exclude<NonNullable<Threshold['rule']>, { kind: 'margin' }>,
): CheckTerm {
  const { value, baseline, n } = judged.figures;
  if (typeof value !== 'number' || baseline === undefined) return empty(base);
  const better = metric.by === 'items' ? metric.better : 'lower';
  if (rule.kind === 'relative') {
    return finished(base, {
      ...relativeTerm(value, baseline, better, metric.by === 'items', rule),
      ...(n === undefined ? {} : { n, unit: 'items' }),
    });
  }
  // Absolute limits on shares and lengths are terms of a contract; here the figure decides alone.
  const result = limitResult(value, value, rule);
  return finished(base, {
    value,
    result,
    reason: { code: result === 'PASS' ? 'figure-within' : 'figure-beyond' },
    method: 'figures alone, nothing is proven',
    ...(n === undefined ? {} : { n, unit: 'items' }),
  });
}

const unitsAt = (
  side: CheckSide,
  endpoint: string,
  places: readonly Place[],
): readonly TaskRunUnit[] => {
  const ids = new Set(places.map((p) => p.id));
  return side.run.units.filter((u) => u.endpoint === endpoint && ids.has(u.place.id));
};

/** Counts the false alarms of the whole gate together, and gives each waiting term its word. */
function settle(pending: readonly Pending[]): CheckTerm[] {
  const waiting = pending.flatMap((p) => ('judged' in p ? [p] : []));
  const adjusted = holm(waiting.map((w) => w.judged.pWorse));
  return pending.map((p): CheckTerm => {
    if ('term' in p) return p.term;
    const { base, judged } = p;
    const pAdjusted = adjusted[waiting.indexOf(p)] ?? 1;
    const fails = !judged.passes && pAdjusted <= ALPHA;
    const result = judged.passes ? 'PASS' : fails ? 'FAIL' : 'NOT PROVEN';
    return {
      ...base,
      ...judged.figures,
      result,
      reason: judged.passes
        ? { code: 'limit-held' }
        : fails
          ? { code: 'limit-broken' }
          : judged.open,
      p: judged.pWorse,
      pAdjusted,
      ...(result === 'NOT PROVEN' && judged.need !== undefined ? { need: judged.need } : {}),
      warnings: [...new Set(judged.warnings)],
    };
  });
}
