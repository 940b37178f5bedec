import type { ChatMessage, ToolCall } from '../../base/index.ts';
import type { Scenario } from '../../spec/index.ts';
import { questionMessage } from '../prompt/question.ts';
import type { TaskItem } from '../task-item.ts';
import type { TaskRun, TaskStep } from '../task-run.ts';
import type { ToolDeclaration } from '../tool-box.ts';

/** The tools over a workbook or database; the harness runs them, sandboxed. */
export const dataTools: readonly ToolDeclaration[] = [
  {
    name: 'list_sheets',
    description: 'Names of the tables, one per sheet, with their row counts.',
    parameters: { type: 'object', properties: {}, additionalProperties: false },
  },
  {
    name: 'describe',
    description: 'Columns of one table with types, units and the first rows.',
    parameters: {
      type: 'object',
      properties: { table: { type: 'string' } },
      required: ['table'],
      additionalProperties: false,
    },
  },
  {
    name: 'query',
    description: 'Runs one read-only SELECT statement over the tables and returns its rows.',
    parameters: {
      type: 'object',
      properties: { sql: { type: 'string' } },
      required: ['sql'],
      additionalProperties: false,
    },
  },
];

/** Where an agent is stopped, whatever it still wants. */
export interface AgentLimits {
  readonly maxTurns: number;
  readonly maxToolCalls: number;
  /** Prompt and output tokens of all turns together, where the server reports them. */
  readonly maxTokens: number;
}

export interface AgentOptions {
  readonly role: string;
  readonly language: Scenario['language'];
  readonly task: TaskItem;
  readonly limits: AgentLimits;
}

const opening = {
  en: 'The data is reachable through the tools only. Look before you query.',
  zh: '数据只能通过工具访问，请先了解结构再查询。',
} as const;

/**
 * Asks, runs the tools the model calls, and asks again until it answers without a call or a limit
 * ends it (why: max-turns, max-tool-calls, max-tokens, turn-failed). Limits in seconds are the driver's.
 */
export function agentRun({ role, language, task, limits }: AgentOptions): TaskRun {
  const messages: ChatMessage[] = [
    { role: 'system', content: role },
    { role: 'user', content: questionMessage(opening[language], task, language) },
  ];
  let turns = 0;
  let toolCalls = 0;
  let tokens = 0;
  let pending: readonly ToolCall[] = [];
  const send = (): TaskStep => {
    if (turns >= limits.maxTurns) return { kind: 'done', why: 'max-turns' };
    turns++;
    return { kind: 'send', prompts: [{ messages: [...messages], tools: dataTools }] };
  };
  return {
    next: (event) => {
      switch (event.kind) {
        case 'start':
          return send();
        case 'answers': {
          const answer = event.answers[0];
          if (answer === undefined || !answer.completed)
            return { kind: 'done', why: 'turn-failed' };
          tokens += (answer.promptTokens ?? 0) + (answer.outputTokens ?? 0);
          if (answer.toolCalls.length === 0) return { kind: 'done' };
          if (tokens > limits.maxTokens) return { kind: 'done', why: 'max-tokens' };
          if (toolCalls + answer.toolCalls.length > limits.maxToolCalls)
            return { kind: 'done', why: 'max-tool-calls' };
          toolCalls += answer.toolCalls.length;
          pending = answer.toolCalls;
          messages.push({ role: 'assistant', content: answer.text, toolCalls: pending });
          return { kind: 'tool', calls: pending };
        }
        case 'tools': {
          for (const result of event.results)
            messages.push({ role: 'tool', content: result.content, toolCallId: result.id });
          return send();
        }
      }
    },
  };
}
