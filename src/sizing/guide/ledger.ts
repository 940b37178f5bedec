import { type Gpu, gpus, type Model, models } from '../../spec/index.ts';
import type { Calibration } from '../calibration/calibration.ts';
import { both, joined } from './bilingual.ts';
import type { Claim } from './claim.ts';
import { claims } from './claims/index.ts';
import {
  type Contradiction,
  type ContradictionJudgement,
  judgeContradiction,
  opposes,
} from './contradiction.ts';
import { contradictions } from './contradictions.ts';
import { type ClaimState, claimStates, type Guide, type GuideClaim } from './guide.ts';
import type { Evidence, Judgement } from './judgement.ts';
import type { Known } from './known.ts';
import { settling } from './rules/plain.ts';
import type { RunEvidence } from './run-evidence.ts';
import { limitsOf } from './stated.ts';

/** What the ledger is drawn up from; nothing at all gives the ledger of arithmetic and publications. */
export interface LedgerInput {
  /** Entries that take the place of the catalogue's own of the same id. */
  readonly catalogue?: { readonly models?: readonly Model[]; readonly gpus?: readonly Gpu[] };
  readonly runs?: RunEvidence;
  readonly calibration?: Calibration;
}

/**
 * The buyer's guide as a ledger: a state, a reason and the evidence of every claim and contradiction.
 * With runs or a calibration also what they changed against the ledger without them.
 */
export function ledger(input: LedgerInput = {}): Guide {
  const after = drawUp(input);
  const { runs: _runs, calibration: _calibration, ...withoutRuns } = input;
  const learnt = input.runs !== undefined || input.calibration !== undefined;
  return learnt ? { ...after, changed: changes(drawUp(withoutRuns), after) } : after;
}

function drawUp(input: LedgerInput): Guide {
  const judgement = judge(input);
  const judged = contradictions.map((c) => ({ ...c, ...judgeContradiction(c, judgement) }));
  const entries = claims.map((claim) => entryOf(claim, judgement(claim.id), judged));
  const counts = Object.fromEntries(
    claimStates.map((s) => [s, entries.filter((e) => e.state === s).length]),
  ) as Record<ClaimState, number>;
  return {
    schema: 'steelyard.guide/1',
    counts,
    claims: entries,
    contradictions: judged.map((c) => ({
      id: c.id,
      type: c.type,
      severity: c.severity,
      title: c.title,
      claims: [...c.claims],
      sides: c.sides.map((side) => [...side]),
      state: c.state,
      reason: c.reason,
    })),
    changed: [],
  };
}

/** Judgements by claim, each computed once and on demand, since some rest on others. */
function judge(input: LedgerInput): (claim: string) => Judgement {
  const byId = new Map(claims.map((c) => [c.id, c]));
  const done = new Map<string, Judgement>();
  const underWay = new Set<string>();
  const claimOf = (id: string): Claim => {
    const claim = byId.get(id);
    if (claim === undefined) throw new RangeError(`no claim ${id}`);
    return claim;
  };
  const known: Known = {
    ...catalogueOf(input),
    runs: input.runs ?? {},
    calibration: input.calibration,
    stated(id, value) {
      const stated = claimOf(id).values[value];
      if (stated === undefined) throw new RangeError(`${id} states no ${value}`);
      return limitsOf(stated);
    },
    judgement,
  };
  function judgement(id: string): Judgement {
    const found = done.get(id);
    if (found !== undefined) return found;
    if (underWay.has(id)) throw new RangeError(`${id} rests on itself`);
    underWay.add(id);
    const claim = claimOf(id);
    const fresh = claim.rule(known, claim.values);
    underWay.delete(id);
    done.set(id, fresh);
    return fresh;
  }
  return judgement;
}

function catalogueOf(input: LedgerInput): Pick<Known, 'model' | 'gpu' | 'models'> {
  const over = <E extends { readonly id: string }>(own: readonly E[], given: readonly E[] = []) => [
    ...own.filter((e) => !given.some((g) => g.id === e.id)),
    ...given,
  ];
  const allModels = over(models, input.catalogue?.models);
  const allGpus = over(gpus, input.catalogue?.gpus);
  const find = <E extends { readonly id: string }>(entries: readonly E[], id: string): E => {
    const entry = entries.find((e) => e.id === id);
    if (entry === undefined) throw new RangeError(`the catalogue has no ${id}`);
    return entry;
  };
  return {
    models: allModels,
    model: (id) => find(allModels, id),
    gpu: (id) => find(allGpus, id),
  };
}

/** The state of definitions order: policy, judged, conflicting, outdated, untested. */
function entryOf(
  claim: Claim,
  judgement: Judgement,
  judged: readonly (Contradiction & ContradictionJudgement)[],
): GuideClaim {
  const standing = judged.filter(
    (c) => c.state === 'stands' && opposes(c) && c.claims.includes(claim.id),
  );
  const undecided = judgement.state === 'open' || judgement.state === 'outdated';
  const conflicting = undecided && standing.length > 0;
  const state: ClaimState = conflicting
    ? 'conflicting'
    : judgement.state === 'open'
      ? 'untested'
      : judgement.state;
  const against = standing.map((c) =>
    both(`${c.id} stands: ${c.title.en}`, `${c.id} 未决：${c.title.zh}`),
  );
  return {
    id: claim.id,
    section: claim.section,
    kind: claim.kind,
    testability: claim.testability,
    statement: { ...claim.statement },
    values: Object.fromEntries(
      Object.entries(claim.values).map(([name, v]) => [name, Array.isArray(v) ? [...v] : v]),
    ) as GuideClaim['values'],
    state,
    reason: conflicting ? joined([judgement.reason, ...against]) : { ...judgement.reason },
    evidence: [
      ...judgement.evidence.map(plain),
      ...(conflicting ? opponents(claim.id, standing) : []),
    ],
    ...(undecided ? { toSettle: settlingOf(judgement) } : {}),
  };
}

const settlingOf = (judgement: Judgement): NonNullable<GuideClaim['toSettle']> => {
  const { telemetry, ...rest } =
    judgement.toSettle ??
    settling('A newer source, or a run of your own.', '更新的资料，或自行实测。');
  return { ...rest, ...(telemetry === undefined ? {} : { telemetry: [...telemetry] }) };
};

/** Claims on the other sides of contradictions that stand. */
function opponents(
  id: string,
  standing: readonly Contradiction[],
): { kind: 'claim'; claim: string }[] {
  const others = standing.flatMap((c) => c.sides.filter((side) => !side.includes(id)).flat());
  return [...new Set(others)].sort().map((claim) => ({ kind: 'claim', claim }));
}

const plain = (e: Evidence): GuideClaim['evidence'][number] =>
  e.kind === 'run' ? { ...e, runs: [...e.runs] } : { ...e };

/** What differs from the ledger without runs; reasons are those of the new state. */
function changes(before: Guide, after: Guide): Guide['changed'] {
  const claimChanges = after.claims.flatMap((claim, i) => {
    const from = before.claims[i]?.state ?? claim.state;
    if (from === claim.state) return [];
    const runs = claim.evidence.flatMap((e) => (e.kind === 'run' ? e.runs : []));
    return [{ id: claim.id, from, to: claim.state, why: claim.reason, runs }];
  });
  const others = after.contradictions.flatMap((c, i) => {
    const from = before.contradictions[i]?.state ?? c.state;
    return from === c.state ? [] : [{ id: c.id, from, to: c.state, why: c.reason, runs: [] }];
  });
  return [...claimChanges, ...others];
}
