import type { ResultKeys } from '../../keys/endpoint-keys.ts';
import { type Place, placeOfCell } from '../../units/place.ts';
import type { RunUnits } from '../../units/run-units.ts';

/** A run as one side of a regression gate. */
export interface CheckSide {
  readonly run: RunUnits;
  /** Hash of tasks and golden answers, by scenario. */
  readonly suites: Readonly<Record<string, string>>;
  /** Keys of the run as a whole: plan, seed, versions, host. */
  readonly keys: ResultKeys;
  /** Keys of each endpoint. */
  readonly endpointKeys: (endpoint: string) => ResultKeys;
  /** Context in tokens by endpoint, as advertised and, where it was probed, as usable. */
  readonly context: (endpoint: string) => {
    readonly advertised?: number;
    readonly usable?: number;
  };
}

/** A box before and after, with the places where both were measured validly. */
export interface MatchedBox {
  readonly baseline: string;
  readonly candidate: string;
  readonly places: readonly Place[];
}

const endpointsOf = ({ run }: CheckSide): string[] =>
  [...new Set(run.summary.cells.map((c) => c.endpoint))].sort();

/** Boxes by their id; two runs of one box each are matched whatever they call it. */
export function matchedBoxes(baseline: CheckSide, candidate: CheckSide): MatchedBox[] {
  const [a, b] = [endpointsOf(baseline), endpointsOf(candidate)];
  const [first, second] = [a[0], b[0]];
  const pairs =
    a.length === 1 && b.length === 1 && first !== undefined && second !== undefined
      ? [{ baseline: first, candidate: second }]
      : a.filter((id) => b.includes(id)).map((id) => ({ baseline: id, candidate: id }));
  return pairs.map((pair) => {
    const others = validPlaces(candidate, pair.candidate);
    return {
      ...pair,
      places: [...validPlaces(baseline, pair.baseline).values()].filter((p) => others.has(p.id)),
    };
  });
}

function validPlaces({ run }: CheckSide, endpoint: string): ReadonlyMap<string, Place> {
  return new Map(
    run.summary.cells
      .filter((c) => c.endpoint === endpoint && c.validity.verdict === 'valid')
      .map((c) => [placeOfCell(c).id, placeOfCell(c)]),
  );
}

/** Cells that cannot be compared, because they are not valid. */
export function invalidCells(side: CheckSide, name: 'baseline' | 'candidate') {
  return side.run.summary.cells
    .filter((c) => c.validity.verdict !== 'valid')
    .map((c) => ({
      side: name,
      endpoint: c.endpoint,
      scenario: c.scenario,
      load: placeOfCell(c).load,
      verdict: c.validity.verdict,
    }));
}

/** Cells of a side that the other side did not measure at all. */
export function unmatchedCells(
  side: CheckSide,
  other: CheckSide,
  name: 'baseline' | 'candidate',
  boxes: readonly MatchedBox[],
) {
  const partner = new Map(
    boxes.map((b) => (name === 'baseline' ? [b.baseline, b.candidate] : [b.candidate, b.baseline])),
  );
  const there = new Set(other.run.summary.cells.map((c) => `${c.endpoint} | ${placeOfCell(c).id}`));
  return side.run.summary.cells.flatMap((c) => {
    const place = placeOfCell(c).id;
    const mate = partner.get(c.endpoint);
    return mate !== undefined && there.has(`${mate} | ${place}`)
      ? []
      : [{ side: name, endpoint: c.endpoint, place }];
  });
}
