import type { RequestRecord, VerdictRecord } from '../../record/index.ts';
import type { GradedRun } from '../../report/index.ts';
import type { Scenario } from '../../spec/index.ts';

/** Rows of the report's appendix; above this many, right answers give way first. */
const MOST_ROWS = 2000;

/** Gathers graded task runs for the appendix: all up to a limit, wrong ones first, in record order. */
export interface GradedRuns {
  add(record: RequestRecord): void;
  rows(): readonly GradedRun[];
  readonly total: number;
}

export function gradedRuns(
  scenarios: readonly Scenario[],
  verdicts: ReadonlyMap<string, VerdictRecord>,
  isKept: boolean,
): GradedRuns {
  const tasks = new Map(
    scenarios.flatMap((s) =>
      s.kind === 'synthetic' ? [] : s.tasks.map((t) => [`${s.id}/${t.id}`, t] as const),
    ),
  );
  const wrong: GradedRun[] = [];
  const right: GradedRun[] = [];
  let total = 0;
  return {
    add: (r) => {
      if (!r.final || r.phase !== 'measured') return;
      const verdict = verdicts.get(r.taskRun);
      const task = tasks.get(`${r.scenario}/${r.task}`);
      if (verdict === undefined || task === undefined) return;
      total++;
      const list = verdict.kind === 'correct' ? right : wrong;
      if (list.length >= MOST_ROWS) return;
      list.push({
        endpoint: r.endpoint,
        scenario: r.scenario,
        task: r.task,
        category: task.category,
        loadPoint: r.loadPoint,
        record: r.index,
        question: task.question,
        ...(r.answer === undefined || !isKept ? {} : { answer: r.answer }),
        ...(verdict.extracted === undefined ? {} : { extracted: verdict.extracted }),
        expected: verdict.expected,
        kind: verdict.kind,
        why: verdict.why,
      });
    },
    rows: () => {
      const byRecord = (a: GradedRun, b: GradedRun): number => a.record - b.record;
      return [...wrong.sort(byRecord), ...right.sort(byRecord)].slice(0, MOST_ROWS);
    },
    get total() {
      return total;
    },
  };
}
