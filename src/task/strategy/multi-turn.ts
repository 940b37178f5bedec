import type { ChatMessage } from '../../base/index.ts';
import type { Scenario } from '../../spec/index.ts';
import { questionMessage } from '../prompt/question.ts';
import type { TaskItem } from '../task-item.ts';
import type { TaskRun } from '../task-run.ts';

const outline = {
  en: 'Here is the data. First say in a few lines what each sheet or table holds: its columns, units, and any subtotal or total rows. A question follows.',
  zh: '以下是数据。请先用几行说明每个工作表（或数据表）的内容：列、单位以及小计行、合计行。随后会有问题。',
} as const;

export interface MultiTurnOptions {
  readonly role: string;
  readonly language: Scenario['language'];
  readonly task: TaskItem;
  readonly material: string;
}

/** First the data and its outline, then the question in the same conversation. */
export function multiTurnRun({ role, language, task, material }: MultiTurnOptions): TaskRun {
  const opening: readonly ChatMessage[] = [
    { role: 'system', content: role },
    { role: 'user', content: `${outline[language]}\n\n${material}` },
  ];
  let asked = false;
  return {
    next: (event) => {
      if (event.kind === 'start') return { kind: 'send', prompts: [{ messages: opening }] };
      if (event.kind !== 'answers' || asked) return { kind: 'done' };
      const answer = event.answers[0];
      if (answer === undefined || !answer.completed) return { kind: 'done', why: 'turn-failed' };
      asked = true;
      const messages: readonly ChatMessage[] = [
        ...opening,
        { role: 'assistant', content: answer.text },
        { role: 'user', content: questionMessage('', task, language) },
      ];
      return { kind: 'send', prompts: [{ messages }] };
    },
  };
}
