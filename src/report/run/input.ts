import type { Bakeoff, LoadOverTime, Summary } from '../../analysis/index.ts';
import type { Plan } from '../../spec/index.ts';
import type { Block } from '../document/document.ts';

/** One graded task run as the appendix shows it. */
export interface GradedRun {
  readonly endpoint: string;
  readonly scenario: string;
  readonly task: string;
  readonly category: string;
  readonly loadPoint: number;
  /** Line of records.jsonl, by the record's index. */
  readonly record: number;
  readonly question: string;
  /** Absent with `store: hash`. */
  readonly answer?: string;
  readonly extracted?: string;
  readonly expected: string;
  readonly kind: 'correct' | 'incorrect' | 'ungraded' | 'excluded';
  readonly why: string;
}

/** All that a run's report is made of. */
export interface RunReportInput {
  readonly lang: 'en' | 'zh';
  readonly name: string;
  readonly plan: Plan;
  readonly planHash: string;
  readonly summary: Summary;
  /** Absent where only one endpoint was driven. */
  readonly bakeoff?: Bakeoff;
  /** Load of each box over time, where its page was read. */
  readonly boxes?: readonly LoadOverTime[];
  /** What the sizing model learnt from this run, as blocks made by `learningBlocks`. */
  readonly learnt: readonly Block[];
  readonly graded: readonly GradedRun[];
  readonly gradedTotal: number;
}
