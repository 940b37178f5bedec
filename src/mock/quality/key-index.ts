import { type AnswerKey, type KeyTask, normalisedQuestion } from '../../spec/index.ts';

/** A task of a key file, found in a prompt. */
export interface KnownTask extends KeyTask {
  readonly suite: string;
  readonly id: string;
  readonly language: 'zh' | 'en';
}

/** A task, and where in the prompt its question stands (characters). */
export interface FoundTask {
  readonly task: KnownTask;
  readonly at: number;
}

/** Finds the task whose question a prompt contains. */
export interface KeyIndex {
  find(prompt: string): FoundTask | undefined;
  readonly size: number;
}

/**
 * Looks first at whole lines, from the last one up: there the question stands verbatim in most
 * prompts, and a workbook before it is not searched. Else the question may stand inside a line or
 * over several; of those found the one that ends last is asked, and of two with one end the longer.
 */
export function indexKeys(keys: readonly AnswerKey[]): KeyIndex {
  const tasks: KnownTask[] = keys.flatMap((key) =>
    Object.entries(key.tasks).map(([id, task]) => ({
      ...task,
      suite: key.suite,
      language: key.language,
      id,
    })),
  );
  const byLine = new Map(tasks.map((task) => [normalisedQuestion(task.question), task]));
  return {
    size: tasks.length,
    find(prompt) {
      for (let end = prompt.length; end > 0; ) {
        const start = prompt.lastIndexOf('\n', end - 1) + 1;
        const task = byLine.get(normalisedQuestion(prompt.slice(start, end)));
        if (task !== undefined) return { task, at: start };
        end = start - 1;
      }
      return findInside(prompt, tasks);
    },
  };
}

function findInside(prompt: string, tasks: readonly KnownTask[]): FoundTask | undefined {
  const text = normalisedQuestion(prompt);
  let best: FoundTask | undefined;
  let bestEnd = -1;
  for (const task of tasks) {
    const question = normalisedQuestion(task.question);
    const at = text.lastIndexOf(question);
    if (at < 0) continue;
    const end = at + question.length;
    if (end > bestEnd || (end === bestEnd && best !== undefined && at < best.at)) {
      best = { task, at };
      bestEnd = end;
    }
  }
  return best;
}
