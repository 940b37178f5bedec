import type { RandomStream } from '../../base/index.ts';
import { random } from '../../base/index.ts';
import { type ExcelContext, excelContext } from './excel-context.ts';
import { contributionTasks } from './excel-contribution-tasks.ts';
import { correlationTasks } from './excel-correlation-tasks.ts';
import { kpiTasks } from './excel-kpi-tasks.ts';
import { growthTasks, trendTasks } from './excel-trend-tasks.ts';
import { type RetailFacts, retailFacts } from './retail-facts.ts';
import { IllPosed, type TaskDraft } from './task-draft.ts';

/** A generated suite: the facts behind the workbook and the tasks about it. */
export interface ExcelSuite {
  readonly facts: RetailFacts;
  readonly tasks: readonly TaskDraft[];
}

const mostAttempts = 200;

/**
 * Workbook facts and tasks for a seed. Facts that leave a question without one clear answer (a near
 * tie, a figure on the edge of a threshold) are drawn anew; throws after 200 attempts.
 */
export function excelSuite(seed: number, language: 'zh' | 'en'): ExcelSuite {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const facts = retailFacts(seed, language, attempt);
    try {
      return { facts, tasks: excelTasks(excelContext(facts), picks(seed, attempt)) };
    } catch (error) {
      if (!(error instanceof IllPosed)) throw error;
    }
  }
  throw new RangeError(`no well-posed suite for seed ${seed} in ${mostAttempts} attempts`);
}

const picks = (seed: number, attempt: number): RandomStream =>
  random(seed).child('excel-tasks').stream(`picks-${attempt}`);

const excelTasks = (context: ExcelContext, pick: RandomStream): readonly TaskDraft[] => [
  ...trendTasks(context, pick),
  ...growthTasks(context, pick),
  ...correlationTasks(context),
  ...contributionTasks(context, pick),
  ...kpiTasks(context, pick),
];
