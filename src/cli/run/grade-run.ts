import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { SqlOutcome, SqlRequest } from '../../base/index.ts';
import type { SandboxedSqlEngine } from '../../edge/sql/index.ts';
import {
  type ExtractedSql,
  extractSql,
  gradeAnswer,
  gradeSql,
  type SqlInstance,
  withoutLimit,
} from '../../grade/index.ts';
import type { RequestRecord, Verdict, VerdictRecord } from '../../record/index.ts';
import type { Answer, AnswerOf, GradedScenario } from '../../spec/index.ts';
import type { PreparedScenario } from './prepared-scenario.ts';

/** One answer to be graded: what a final record holds, without the rest. */
export interface AnswerToGrade {
  readonly taskRun: string;
  readonly index: number;
  readonly scenario: string;
  readonly task: string;
  /** Absent where the request did not complete. */
  readonly answer?: string;
  readonly finishReason?: string;
  /** Why there is no answer. */
  readonly failure?: string;
}

/** What grading needs of a final record; nothing for requests that nobody grades. */
export function answerToGrade(record: RequestRecord): AnswerToGrade | undefined {
  if (!record.final || record.phase !== 'measured' || record.member !== undefined) return undefined;
  const { taskRun, index, scenario, task, outcome } = record;
  const place = { taskRun, index, scenario, task };
  switch (outcome.kind) {
    case 'completed':
      return { ...place, answer: record.answer ?? '', finishReason: outcome.finishReason };
    case 'failed':
      return { ...place, failure: `failed: ${outcome.code} at ${outcome.stage}` };
    case 'cancelled':
    case 'dropped':
      return undefined;
  }
}

/** SQL statements get so long on a throw-away child; a gold query that needs longer is an error of the suite. */
const SQL_TIMEOUT_MS = 10_000;
const LEAST_ROW_CAP = 1000;
const ROW_CAP = 100_000;

/** Grades a run's answers; verdicts in the order of the answers. */
export interface Grader {
  /** `graded` is told how many are done, as they are. */
  grade(
    answers: Iterable<AnswerToGrade>,
    graded?: (count: number) => void,
  ): Promise<VerdictRecord[]>;
}

/** The answers to one SQL task, by the statement they came to: boxes often agree. */
interface SqlItem {
  readonly scenario: GradedScenario;
  readonly answer: AnswerOf<'sql'>;
  readonly databases: readonly string[];
  readonly statements: Map<string, { readonly at: number; readonly extracted: ExtractedSql }[]>;
}

/**
 * Texts are graded on the spot; SQL is gathered by item first, and all statements of an item, with
 * its golds, run in one throw-away child.
 */
export function grader(scenarios: readonly PreparedScenario[], engine: SandboxedSqlEngine): Grader {
  const known = new Map(
    scenarios.flatMap(({ bundle: { scenario }, material }) =>
      scenario.kind === 'synthetic'
        ? []
        : scenario.tasks.map((task) => [
            `${scenario.id}/${task.id}`,
            { scenario, task, databases: material.databases },
          ]),
    ),
  );
  const limit = pLimit(availableParallelism());

  return {
    grade: async (answers, graded) => {
      const places: Pick<VerdictRecord, 'taskRun' | 'index' | 'task'>[] = [];
      const verdicts: (Verdict | undefined)[] = [];
      const items = new Map<string, SqlItem>();
      let done = 0;
      const settle = (at: number, verdict: Verdict): void => {
        verdicts[at] = verdict;
        graded?.(++done);
      };
      for (const a of answers) {
        const id = `${a.scenario}/${a.task}`;
        const item = known.get(id);
        if (item === undefined) continue;
        const { scenario, task, databases } = item;
        const at = places.push({ taskRun: a.taskRun, index: a.index, task: a.task }) - 1;
        if (a.answer === undefined) settle(at, failedVerdict(a, task.answer));
        else if (task.answer.kind !== 'sql') {
          settle(at, gradeAnswer(a.answer, task.answer, optionsFor(a, item)));
        } else {
          const extracted = extractSql(a.answer, a.finishReason);
          if (extracted.kind !== 'statement') settle(at, gradeSql(extracted, [], task.answer));
          else {
            const sql = items.get(id) ?? {
              scenario,
              answer: task.answer,
              databases,
              statements: new Map(),
            };
            items.set(id, sql);
            const alike = sql.statements.get(extracted.statement) ?? [];
            sql.statements.set(extracted.statement, [...alike, { at, extracted }]);
          }
        }
      }
      await Promise.all(
        [...items.values()].map((item) => limit(() => gradeItem(item, engine, settle))),
      );
      return places.map((place, at) => {
        const verdict = verdicts[at];
        if (verdict === undefined) throw new RangeError(`no verdict for ${place.taskRun}`);
        return { ...verdict, ...place };
      });
    },
  };
}

const optionsFor = (
  a: AnswerToGrade,
  {
    scenario,
    task,
  }: { readonly scenario: GradedScenario; readonly task: GradedScenario['tasks'][number] },
) => ({
  question: task.question,
  language: scenario.language,
  ...(a.finishReason === undefined ? {} : { finishReason: a.finishReason }),
});

const failedVerdict = ({ failure }: AnswerToGrade, answer: Answer): Verdict => ({
  kind: 'ungraded',
  expected:
    answer.kind === 'sql'
      ? (answer.gold[0] ?? '')
      : JSON.stringify('value' in answer ? answer.value : null),
  why: failure ?? 'failed: no answer',
  rule: 'v1/none',
  score: 0,
});

/** Runs golds and predictions of an item on every instance of its database, and compares. */
async function gradeItem(
  { scenario, answer, databases, statements }: SqlItem,
  engine: SandboxedSqlEngine,
  settle: (at: number, verdict: Verdict) => void,
): Promise<void> {
  const dialect =
    scenario.data !== undefined && 'engine' in scenario.data ? scenario.data.engine : 'sqlite';
  const unlimited = answer.gold.map((g) => withoutLimit(g));
  const wanted = [
    ...answer.gold,
    ...unlimited.filter((u) => u !== undefined),
    ...statements.keys(),
  ];
  const requests = databases.flatMap((database) =>
    wanted.map(
      (statement): SqlRequest => ({
        dialect,
        database,
        statement,
        rowCap: ROW_CAP,
        timeoutMs: SQL_TIMEOUT_MS,
      }),
    ),
  );
  const outcomes = await engine.runAll(requests);
  const outcomeOf = (database: number, statement: string): SqlOutcome =>
    outcomes[database * wanted.length + wanted.indexOf(statement)] ?? notExecuted;
  for (const [statement, answers] of statements) {
    const instances = databases.map((_, i): SqlInstance => {
      const gold = answer.gold.map((g) => outcomeOf(i, g));
      return {
        name: i === 0 ? 'base' : `fuzz-${i}`,
        gold,
        predicted: cappedBy(gold, outcomeOf(i, statement)),
        goldUnlimited: unlimited.map((u) => (u === undefined ? undefined : outcomeOf(i, u))),
      };
    });
    for (const { at, extracted } of answers) settle(at, gradeSql(extracted, instances, answer));
  }
}

const notExecuted: SqlOutcome = { kind: 'error', message: 'not executed' };

/** A prediction of more rows than ten times the gold and 1,000 is too big, whatever it holds. */
function cappedBy(gold: readonly SqlOutcome[], predicted: SqlOutcome): SqlOutcome {
  const sizes = gold.map((g) => (g.kind === 'rows' ? g.result.rows.length : 0));
  const rowCap = LEAST_ROW_CAP + 10 * Math.max(0, ...sizes);
  return predicted.kind === 'rows' && predicted.result.rows.length > rowCap
    ? { kind: 'too-big', rowCap }
    : predicted;
}
