import type { ChatMessage } from '../../base/index.ts';
import type { TaskRun } from '../task-run.ts';

/**
 * A conversation of `turns` user messages in which every turn carries all that was said before: the
 * load of chat users, whose prompts grow with each turn. Ends early, with the reason, where a turn fails.
 */
export function conversationRun(
  turns: number,
  userMessage: (turn: number) => readonly ChatMessage[],
): TaskRun {
  let history: readonly ChatMessage[] = [];
  let turn = 0;
  const ask = (): { kind: 'send'; prompts: { messages: readonly ChatMessage[] }[] } => {
    history = [...history, ...userMessage(turn)];
    turn++;
    return { kind: 'send', prompts: [{ messages: history }] };
  };
  return {
    next: (event) => {
      if (event.kind === 'start') return ask();
      if (event.kind !== 'answers' || turn >= turns) return { kind: 'done' };
      const answer = event.answers[0];
      if (answer === undefined || !answer.completed) return { kind: 'done', why: 'turn-failed' };
      history = [...history, { role: 'assistant', content: answer.text }];
      return ask();
    },
  };
}
