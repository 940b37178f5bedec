import type { EndpointIdentity } from '../../../record/index.ts';
import type { Acceptance, AcceptanceTerm, Fleet, MetricTerm } from '../../../spec/index.ts';
import { type Cell, latencyIds } from '../../summary/schema.ts';
import type { LatencySamples } from '../../units/latency-samples.ts';
import { placeOfCell } from '../../units/place.ts';
import { rateOf } from '../../units/repeat-figures.ts';
import type { RunUnits } from '../../units/run-units.ts';
import { type Check, type CheckReason, type CheckTerm, overallResult } from '../schema.ts';
import { accuracyOutcome } from './accuracy-term.ts';
import { attestTerms } from './attest-term.ts';
import { missRule } from './binomial-rule.ts';
import { cellsFor } from './find-place.ts';
import { type Bound, latencyOutcome, meanOutcome } from './latency-term.ts';

export interface AcceptanceInput {
  readonly contract: Acceptance;
  /** Content hash of the contract's text. */
  readonly contractHash: string;
  readonly run: RunUnits;
  readonly samples: LatencySamples;
  readonly identities: readonly EndpointIdentity[];
  readonly fleet: Fleet;
  readonly context: (endpoint: string) => {
    readonly advertised?: number;
    readonly usable?: number;
  };
  /** Day on which the run ended, YYYY-MM-DD; absent where it has not. */
  readonly day?: string;
}

/**
 * Holds a run to its purchase contract, term by term and cell by cell: PASS by the unfavourable limit
 * at the term's confidence, FAIL by the favourable one, else NOT PROVEN with the samples still needed.
 * Terms are not corrected for one another: all must pass, and each has its own stated confidence.
 */
export function gateAcceptance(input: AcceptanceInput): Check {
  const { contract, run } = input;
  const terms = [
    ...contract.terms.flatMap((term) => termsOf(term, input)),
    ...(contract.validUntil !== undefined && input.day !== undefined
      ? [validityTerm(contract.validUntil, input.day)]
      : []),
  ];
  return {
    schema: 'steelyard.check/1',
    kind: 'contract',
    runId: run.summary.runId,
    against: contract.name,
    contractHash: input.contractHash,
    result: overallResult(terms),
    refused: [],
    terms,
    keys: [],
    notCompared: namedCells(contract, run)
      .filter((c) => c.validity.verdict !== 'valid')
      .map((c) => ({
        side: 'candidate',
        endpoint: c.endpoint,
        scenario: c.scenario,
        load: placeOfCell(c).load,
        verdict: c.validity.verdict,
      })),
    unmatched: [],
    multiplicity: 'none: every term must pass at its own confidence',
  };
}

/** Latencies a contract names: what must be gathered request by request. */
export const latenciesOf = (contract: Acceptance): ReadonlySet<(typeof latencyIds)[number]> =>
  new Set(
    contract.terms.flatMap((t) => {
      const id = 'metric' in t ? latencyIds.find((name) => name === t.metric) : undefined;
      return id === undefined ? [] : [id];
    }),
  );

/** Every cell that some term speaks of. */
function namedCells(contract: Acceptance, { summary }: RunUnits): Cell[] {
  const named = new Set(
    contract.terms.flatMap((t) =>
      'metric' in t && 'scenario' in t ? cellsFor(t, summary.cells) : [],
    ),
  );
  return [...named];
}

function validityTerm(validUntil: string, day: string): CheckTerm {
  const held = day <= validUntil;
  return {
    id: 'valid-until',
    kind: 'pass',
    metric: 'validUntil',
    result: held ? 'PASS' : 'FAIL',
    reason: { code: held ? 'in-time' : 'too-late', values: { validUntil, day } },
    warnings: [],
  };
}

function termsOf(term: AcceptanceTerm, input: AcceptanceInput): CheckTerm[] {
  const driven = [...new Set(input.run.summary.cells.map((c) => c.endpoint))].sort();
  const endpoints = term.endpoint === undefined ? driven : [term.endpoint];
  if ('attest' in term) {
    return endpoints.flatMap((endpoint) =>
      attestTerms(term, endpoint, {
        identity: input.identities.find((i) => i.endpoint === endpoint),
        box: input.fleet.endpoints.find((e) => e.id === endpoint)?.box,
      }),
    );
  }
  if (!('scenario' in term)) return endpoints.map((e) => contextOutcome(term, e, input));
  const cells = cellsFor(term, input.run.summary.cells);
  const bare = baseOf(term);
  if (cells.length === 0) {
    return [
      {
        ...bare,
        result: 'NOT PROVEN',
        reason: {
          code: 'no-such-cell',
          values: { scenario: term.scenario, load: JSON.stringify(term.load ?? 'any') },
        },
        warnings: [],
      },
    ];
  }
  const valid = cells.filter((c) => c.validity.verdict === 'valid');
  const invalid = cells
    .filter((c) => c.validity.verdict !== 'valid')
    .map((c) => ({
      ...bare,
      ...whereOf(c),
      result: 'NOT PROVEN' as const,
      reason: { code: 'cell-not-valid', values: { verdict: c.validity.verdict } },
      warnings: [],
    }));
  return [...invalid, ...measuredTerms(term, valid, input)];
}

type CellTerm = Extract<MetricTerm, { scenario: string }>;

/** Accuracy is of all the endpoint's cells that the term names together, everything else of each cell. */
function measuredTerms(
  term: CellTerm,
  cells: readonly Cell[],
  { run, samples }: AcceptanceInput,
): CheckTerm[] {
  const bare = baseOf(term);
  if (term.metric === 'accuracy') {
    return [...new Set(cells.map((c) => c.endpoint))].sort().map((endpoint) => {
      const places = new Set(
        cells.filter((c) => c.endpoint === endpoint).map((c) => placeOfCell(c).id),
      );
      const units = run.units.filter(
        (u) =>
          u.endpoint === endpoint &&
          places.has(u.place.id) &&
          (term.category === undefined || categoryOf(run, u.item) === term.category),
      );
      const outcome = accuracyOutcome(units, term.atLeast, term.confidence);
      return { warnings: [], ...bare, endpoint, ...outcome };
    });
  }
  const { metric, statistic, confidence } = term;
  return cells.flatMap((cell) =>
    boundsOf(term).map((bound): CheckTerm => {
      const shared = { ...bare, ...whereOf(cell), rule: bound };
      const place = placeOfCell(cell).id;
      const latency = latencyIds.find((id) => id === metric);
      if (latency !== undefined) {
        const own = cell[latency];
        if (latency === 'itlMs' && !('count' in own)) {
          return { ...shared, ...notMeasured(own.absent), warnings: [] };
        }
        const repeats = run.repeats.of(cell.endpoint, place, {
          kind: 'latency',
          id: latency,
          statistic: 'mean',
        });
        return {
          warnings: [],
          ...shared,
          ...latencyOutcome(
            samples.of(cell.endpoint, place, latency),
            repeats,
            latency,
            statistic,
            bound,
            confidence,
          ),
        };
      }
      if (metric === 'errorShare') {
        return { warnings: [], ...shared, ...errorOutcome(run, cell, bound, confidence) };
      }
      const rate = (Object.keys(rateOf) as (keyof typeof rateOf)[]).find((id) => id === metric);
      if (rate === undefined) return { ...shared, ...notMeasured(metric), warnings: [] };
      if (statistic !== 'mean') {
        // One figure a repeat: any other statistic of it would be one of the repeats.
        return {
          ...shared,
          result: 'NOT PROVEN',
          reason: { code: 'rate-statistic' },
          warnings: [],
        };
      }
      const repeats = run.repeats.of(cell.endpoint, place, { kind: 'rate', id: rate });
      return { warnings: [], ...shared, ...meanOutcome(repeats, bound, confidence) };
    }),
  );
}

const notMeasured = (why: string) => ({
  result: 'NOT PROVEN' as const,
  reason: { code: 'not-measured', values: { why } } satisfies CheckReason,
});

/** Failed task runs against a promised share, by the binomial rule with repeats as blocks. */
function errorOutcome(run: RunUnits, cell: Cell, bound: Bound, confidence: number) {
  const place = placeOfCell(cell).id;
  const units = run.units.filter((u) => u.endpoint === cell.endpoint && u.place.id === place);
  if (units.length === 0) return notMeasured('no task run');
  const upper = bound.kind === 'at-most';
  const rule = missRule(
    units.map((u) => (upper ? u.failed : !u.failed)),
    units.map((u) => String(u.repeat)),
    upper ? bound.value : 1 - bound.value,
    confidence,
  );
  const failed = units.filter((u) => u.failed).length;
  return {
    result: rule.result,
    reason: {
      code: `misses-${rule.result === 'PASS' ? 'few' : rule.result === 'FAIL' ? 'many' : 'open'}`,
      values: { misses: rule.misses, n: rule.n, failed },
    },
    value: failed / units.length,
    n: units.length,
    unit: 'requests' as const,
    confidence,
    method: `exact binomial, design effect ${rule.designEffect.toFixed(2)}`,
    ...(rule.total === undefined
      ? {}
      : {
          need: {
            total: rule.total,
            still: Math.max(0, rule.total - rule.n),
            unit: 'requests' as const,
          },
        }),
    warnings: [...rule.warnings],
  };
}

function contextOutcome(
  term: Exclude<MetricTerm, { scenario: string }>,
  endpoint: string,
  { context }: AcceptanceInput,
): CheckTerm {
  const { advertised, usable } = context(endpoint);
  const usableAsked = term.metric === 'usableContextTokens';
  const value = usableAsked ? (usable ?? advertised) : advertised;
  const probed = usableAsked && usable !== undefined;
  const shared = {
    ...baseOf(term),
    endpoint,
    warnings: usableAsked && !probed ? ['context-advertised'] : [],
  };
  if (value === undefined) return { ...shared, ...notMeasured('no context length is known') };
  const held = value >= term.atLeast;
  return {
    ...shared,
    value,
    result: held ? 'PASS' : 'FAIL',
    reason: { code: held ? 'limit-held' : 'limit-broken' },
    method: probed ? 'probed' : 'advertised',
  };
}

const categoryOf = (run: RunUnits, item: string): string | undefined => {
  const [scenario = '', ...task] = item.split('/');
  return run.factsOf(scenario, task.join('/'))?.category;
};

const whereOf = (c: Cell) => ({
  endpoint: c.endpoint,
  scenario: c.scenario,
  load: placeOfCell(c).load,
});

function baseOf(term: MetricTerm) {
  const [bound] = boundsOf(term);
  return {
    id: term.id,
    kind: term.kind,
    metric: term.metric,
    ...('statistic' in term ? { statistic: term.statistic } : {}),
    ...('scenario' in term ? { scenario: term.scenario } : {}),
    ...(bound === undefined ? {} : { rule: bound }),
  };
}

/** One bound, or both where a term names a range. */
function boundsOf(term: MetricTerm): Bound[] {
  const most = 'atMost' in term ? term.atMost : undefined;
  const { atLeast: least } = term;
  return [
    ...(most === undefined ? [] : [{ kind: 'at-most', value: most } satisfies Bound]),
    ...(least === undefined ? [] : [{ kind: 'at-least', value: least } satisfies Bound]),
  ];
}
