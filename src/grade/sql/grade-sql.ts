import type { ResultSet, SqlOutcome } from '../../base/index.ts';
import type { Verdict, VerdictKind } from '../../record/index.ts';
import type { AnswerOf } from '../../spec/index.ts';
import { compareResultSets } from '../result-set/compare-result-sets.ts';
import { compareWithTiesAtLimit } from '../result-set/limit-ties.ts';
import type { ResultSetOptions } from '../result-set/options.ts';
import type { ResultSetComparison, ResultSetVerdict } from '../result-set/verdict.ts';
import type { ExtractedSql } from './extract-sql.ts';

/** What one database instance (the base, or a fuzzed one) answered. */
export interface SqlInstance {
  /** "base", "fuzz-1" ... */
  readonly name: string;
  /** One outcome per gold query of the answer, in its order. */
  readonly gold: readonly SqlOutcome[];
  readonly predicted: SqlOutcome;
  /** Gold queries without their LIMIT, where they have one (R7). */
  readonly goldUnlimited?: readonly (SqlOutcome | undefined)[];
  /** The prediction run again with scans reversed (R15). */
  readonly probe?: SqlOutcome;
}

const kinds: Readonly<Record<ResultSetVerdict, VerdictKind>> = {
  exact: 'correct',
  equivalent: 'correct',
  superset: 'incorrect',
  wrong: 'incorrect',
  pred_error: 'incorrect',
  timeout: 'incorrect',
  refused: 'incorrect',
  empty_sql: 'incorrect',
  too_big: 'incorrect',
  vacuous: 'excluded',
  gold_error: 'excluded',
};

/** What a result-set verdict means for the task run (docs/glossary.md). */
export const verdictKindOf = (verdict: ResultSetVerdict): VerdictKind => kinds[verdict];

/**
 * Verdict on an SQL answer from what its statement and the golds returned on every instance. Right only
 * if right by one gold query on all instances on which that gold runs; the first instance is the base.
 */
export function gradeSql(
  extracted: ExtractedSql,
  instances: readonly SqlInstance[],
  answer: AnswerOf<'sql'>,
): Verdict {
  const expected = answer.gold[0] ?? '';
  if (extracted.kind === 'truncated' || extracted.kind === 'none')
    return { kind: 'ungraded', expected, why: extracted.why, rule: 'v1/sql', score: 0 };
  if (extracted.kind === 'empty') return verdictOf('empty_sql', extracted.why, '', answer);
  const { statement, repairs } = extracted;
  const { verdict, why } = compareSqlOutcomes(instances, answer);
  const nondeterministic = instances.some(isNondeterministic);
  const flags = [...repairs, ...(nondeterministic ? ['nondeterministic'] : [])];
  return verdictOf(verdict, why, statement, answer, flags);
}

function verdictOf(
  verdict: ResultSetVerdict,
  why: string,
  extracted: string,
  answer: AnswerOf<'sql'>,
  repairs: readonly string[] = [],
): Verdict {
  const kind = kinds[verdict];
  return {
    kind,
    extracted,
    expected: answer.gold[0] ?? '',
    why: `${verdict}: ${why}`,
    rule: 'v1/sql',
    score: kind === 'correct' ? 1 : 0,
    ...(repairs.length === 0 ? {} : { repairs }),
  };
}

/** Options of the comparison that an sql answer declares. */
export const resultSetOptionsOf = (answer: AnswerOf<'sql'>): ResultSetOptions => ({
  ordered: answer.orderBy ?? false,
  ...(answer.extraColumns === undefined ? {} : { extraColumns: answer.extraColumns }),
  ...(answer.round === undefined ? {} : { round: answer.round }),
  ...(answer.percent === undefined ? {} : { percent: answer.percent }),
});

/** The result-set verdict over all instances and accepted golds. */
export function compareSqlOutcomes(
  instances: readonly SqlInstance[],
  answer: AnswerOf<'sql'>,
): ResultSetComparison {
  const base = instances[0];
  if (base === undefined || !base.gold.some((g) => g.kind === 'rows')) {
    const first = base?.gold[0];
    const why = first?.kind === 'error' ? first.message : (first?.kind ?? 'not executed');
    return { verdict: 'gold_error', why: `no gold query ran on the base: ${why}` };
  }
  const byGold = answer.gold
    .map((_, g) => overInstances(instances, g, answer))
    .filter((c) => c !== undefined);
  return byGold.reduce((best, c) => (rank(c.verdict) < rank(best.verdict) ? c : best));
}

const preference: readonly ResultSetVerdict[] = ['exact', 'equivalent', 'superset', 'wrong'];
const rank = (verdict: ResultSetVerdict): number => {
  const at = preference.indexOf(verdict);
  return at < 0 ? preference.length : at;
};

/** Undefined where this gold does not run on the base. */
function overInstances(
  instances: readonly SqlInstance[],
  gold: number,
  answer: AnswerOf<'sql'>,
): ResultSetComparison | undefined {
  if (instances[0]?.gold[gold]?.kind !== 'rows') return undefined;
  const seen: ResultSetComparison[] = [];
  for (const instance of instances) {
    const outcome = instance.gold[gold];
    if (outcome?.kind !== 'rows') continue;
    const compared = onInstance(outcome.result, instance, gold, answer);
    const where = instance === instances[0] ? '' : `on ${instance.name}: `;
    // One failing instance decides; the first is named.
    if (rank(compared.verdict) >= rank('wrong') && compared.verdict !== 'vacuous')
      return { verdict: compared.verdict, why: `${where}${compared.why}` };
    seen.push(compared);
  }
  const telling = seen.filter((c) => c.verdict !== 'vacuous');
  const [first] = telling;
  if (first === undefined) return seen[0];
  return telling.reduce((worst, c) => (rank(c.verdict) > rank(worst.verdict) ? c : worst), first);
}

function onInstance(
  gold: ResultSet,
  instance: SqlInstance,
  goldIndex: number,
  answer: AnswerOf<'sql'>,
): ResultSetComparison {
  const { predicted } = instance;
  switch (predicted.kind) {
    case 'error':
      return { verdict: 'pred_error', why: predicted.message };
    case 'refused':
      return { verdict: 'refused', why: predicted.reason };
    case 'timeout':
      return { verdict: 'timeout', why: `no result after ${predicted.afterMs} ms` };
    case 'too-big':
      return { verdict: 'too_big', why: `more than ${predicted.rowCap} rows` };
    case 'rows': {
      const options = resultSetOptionsOf(answer);
      const full = instance.goldUnlimited?.[goldIndex];
      return full?.kind === 'rows' && answer.orderBy !== undefined
        ? compareWithTiesAtLimit(
            full.result,
            gold.rows.length,
            predicted.result,
            answer.orderBy,
            options,
          )
        : compareResultSets(gold, predicted.result, options);
    }
  }
}

/** Different bags from the same statement and data (R15). */
function isNondeterministic(instance: SqlInstance): boolean {
  const { predicted, probe } = instance;
  if (predicted.kind !== 'rows' || probe?.kind !== 'rows') return false;
  return compareResultSets(predicted.result, probe.result).verdict === 'wrong';
}
