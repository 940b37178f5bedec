import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { SqlOutcome, SqlRequest } from '../../base/index.ts';
import type { SandboxedSqlEngine } from '../../edge/sql/index.ts';
import {
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

/** Grades answers as they come; verdicts in the order of the answers. */
export interface Grader {
  grade(
    answers: Iterable<AnswerToGrade>,
    graded?: (count: number) => void,
  ): Promise<VerdictRecord[]>;
}

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
  // The same statement to the same task is executed once: boxes often agree.
  const executed = new Map<string, Promise<readonly SqlInstance[]>>();

  const verdictOf = (a: AnswerToGrade): Promise<Verdict> | undefined => {
    const item = known.get(`${a.scenario}/${a.task}`);
    if (item === undefined) return undefined;
    const { scenario, task, databases } = item;
    if (a.answer === undefined) return Promise.resolve(failedVerdict(a, task.answer));
    const { answer } = a;
    const options = {
      question: task.question,
      language: scenario.language,
      ...(a.finishReason === undefined ? {} : { finishReason: a.finishReason }),
    };
    if (task.answer.kind !== 'sql') {
      return Promise.resolve(gradeAnswer(answer, task.answer, options));
    }
    const gold = task.answer;
    const extracted = extractSql(answer, a.finishReason);
    if (extracted.kind !== 'statement') return Promise.resolve(gradeSql(extracted, [], gold));
    const key = `${a.scenario}/${a.task}/${extracted.statement}`;
    const instances =
      executed.get(key) ??
      limit(() => instancesOf(extracted.statement, gold, scenario, databases, engine));
    executed.set(key, instances);
    return instances.then((done) => gradeSql(extracted, done, gold));
  };

  return {
    grade: async (answers, graded) => {
      const pending: Promise<VerdictRecord>[] = [];
      let count = 0;
      for (const a of answers) {
        const verdict = verdictOf(a);
        if (verdict === undefined) continue;
        pending.push(
          verdict.then((v) => {
            graded?.(++count);
            return { ...v, taskRun: a.taskRun, index: a.index, task: a.task };
          }),
        );
      }
      return Promise.all(pending);
    },
  };
}

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

/** Runs prediction and golds on every instance of the database, in one child. */
async function instancesOf(
  statement: string,
  answer: AnswerOf<'sql'>,
  scenario: GradedScenario,
  databases: readonly string[],
  engine: SandboxedSqlEngine,
): Promise<readonly SqlInstance[]> {
  const dialect =
    scenario.data !== undefined && 'engine' in scenario.data ? scenario.data.engine : 'sqlite';
  const unlimited = answer.gold.map((g) => withoutLimit(g));
  const requestsFor = (database: string): SqlRequest[] => {
    const of = (statement: string): SqlRequest => ({
      dialect,
      database,
      statement,
      rowCap: ROW_CAP,
      timeoutMs: SQL_TIMEOUT_MS,
    });
    return [
      ...answer.gold.map(of),
      ...unlimited.filter((u) => u !== undefined).map(of),
      of(statement),
    ];
  };
  const outcomes = await engine.runAll(databases.flatMap(requestsFor));
  const perDatabase = answer.gold.length + unlimited.filter((u) => u !== undefined).length + 1;
  return databases.map((_, i): SqlInstance => {
    const mine = outcomes.slice(i * perDatabase, (i + 1) * perDatabase);
    const gold = mine.slice(0, answer.gold.length);
    const rest = mine.slice(answer.gold.length, -1);
    const goldUnlimited = unlimited.map((u) => (u === undefined ? undefined : rest.shift()));
    return {
      name: i === 0 ? 'base' : `fuzz-${i}`,
      gold,
      predicted: cappedBy(gold, mine[mine.length - 1]),
      goldUnlimited,
    };
  });
}

/** A prediction of more rows than ten times the gold and 1,000 is too big, whatever it holds. */
function cappedBy(gold: readonly SqlOutcome[], predicted: SqlOutcome | undefined): SqlOutcome {
  if (predicted === undefined) return { kind: 'error', message: 'not executed' };
  const sizes = gold.map((g) => (g.kind === 'rows' ? g.result.rows.length : 0));
  const rowCap = LEAST_ROW_CAP + 10 * Math.max(0, ...sizes);
  return predicted.kind === 'rows' && predicted.result.rows.length > rowCap
    ? { kind: 'too-big', rowCap }
    : predicted;
}
