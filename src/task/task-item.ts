import type { Answer, Scenario } from '../spec/index.ts';

/** What a strategy may know of a task; graded tasks carry their golden answer for its form only. */
export interface TaskItem {
  readonly id: string;
  readonly category: string;
  readonly question: string;
  /** Absent for synthetic load, which nobody grades. */
  readonly answer?: Answer;
  readonly cluster?: string | undefined;
}

/** Every task of a scenario in its own order; synthetic scenarios yield `items` numbered ones. */
export function taskList(scenario: Scenario): readonly TaskItem[] {
  if (scenario.kind !== 'synthetic') return scenario.tasks;
  const { items } = scenario.synthetic;
  const width = Math.max(4, String(items).length);
  return Array.from({ length: items }, (_, i) => {
    const number = String(i + 1).padStart(width, '0');
    return { id: `filler-${number}`, category: 'synthetic', question: `Filler ${number}` };
  });
}
