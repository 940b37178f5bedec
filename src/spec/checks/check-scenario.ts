import type { DataPath, Finding } from '../parse/finding.ts';
import { shown } from '../parse/shown.ts';
import { checkAnswer } from './check-answer.ts';
import { duplicates } from './duplicates.ts';
import { listOf, memberOf, textOf } from './loose.ts';

/** What only the whole scenario shows: ids, data and strategy that suit its kind, sane golden answers. */
export function checkScenario(scenario: unknown): Finding[] {
  const tasks = listOf(memberOf(scenario, 'tasks'));
  const at = (i: number, key: string): DataPath => ['tasks', i, key];
  const ids = tasks.map((task, i) => ({ path: at(i, 'id'), value: memberOf(task, 'id') }));
  const hasDatabase = memberOf(scenario, 'data', 'engine') !== undefined;
  return [
    ...duplicates(ids, 'task id'),
    ...checkData(scenario),
    ...tasks.flatMap((task, i) => {
      const answer = memberOf(task, 'answer');
      const found = checkAnswer(answer, at(i, 'answer'));
      if (memberOf(answer, 'kind') === 'sql' && !hasDatabase) {
        found.push({
          path: [...at(i, 'answer'), 'kind'],
          expected: 'a database in data to run the gold query on',
          seen: 'sql without data.engine',
          hint: 'data: { engine: sqlite, database: shop.sqlite }',
        });
      }
      return found;
    }),
  ];
}

function checkData(scenario: unknown): Finding[] {
  const kind = textOf(memberOf(scenario, 'kind'));
  const strategy = textOf(memberOf(scenario, 'strategy')) ?? 'inline';
  const data = memberOf(scenario, 'data');
  const workbook = memberOf(data, 'workbook') !== undefined;
  const database = memberOf(data, 'engine') !== undefined;
  const found: Finding[] = [];
  if (kind === 'excel' && data === undefined) {
    found.push({
      path: ['data'],
      expected: 'data with a workbook, as the kind is excel',
      seen: 'nothing',
      hint: 'data: { workbook: sales.xlsx }',
    });
  } else if (kind === 'excel' && (database || memberOf(data, 'text') !== undefined)) {
    found.push({
      path: ['data'],
      expected: 'data with a workbook, as the kind is excel',
      seen: shown(data),
    });
  }
  if (kind === 'sql' && !database) {
    found.push({
      path: ['data'],
      expected: 'data with engine and schema or database, as the kind is sql',
      seen: shown(data),
      hint: 'data: { engine: sqlite, database: shop.sqlite }',
    });
  }
  if (['chunked', 'multi-turn'].includes(strategy) && !workbook) {
    found.push({
      path: ['strategy'],
      expected: 'a workbook in data',
      seen: strategy,
      hint: 'chunked and multi-turn cut a workbook into pieces; use inline or agent',
    });
  }
  if (strategy === 'agent' && !workbook && !database) {
    found.push({
      path: ['strategy'],
      expected: 'a workbook or database in data',
      seen: 'agent',
      hint: 'an agent needs something that its tools can read',
    });
  }
  return found;
}
