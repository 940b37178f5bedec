import type { TaskPrompt, TaskRun } from '../task-run.ts';

/** Everything in one prompt, one answer. */
export function inlineRun(prompt: TaskPrompt): TaskRun {
  return {
    next: (event) =>
      event.kind === 'start' ? { kind: 'send', prompts: [prompt] } : { kind: 'done' },
  };
}
