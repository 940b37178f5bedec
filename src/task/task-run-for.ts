import type { Scenario, Serialisation, Strategy } from '../spec/index.ts';
import { questionMessage } from './prompt/question.ts';
import { rolePrompt } from './prompt/role.ts';
import { serialiseTables } from './serialise/index.ts';
import { type AgentLimits, agentRun } from './strategy/agent.ts';
import { chunkedRun, shardTables } from './strategy/chunked.ts';
import { conversationRun } from './strategy/conversation.ts';
import { inlineRun } from './strategy/inline.ts';
import { materialTables, materialText, type TaskMaterial } from './strategy/material.ts';
import { multiTurnRun } from './strategy/multi-turn.ts';
import { fillerPrompt, type SyntheticShape } from './synthetic.ts';
import type { TaskItem } from './task-item.ts';
import type { TaskRun } from './task-run.ts';
import { estimatePromptTokens } from './token-estimate.ts';

export interface TaskRunOptions extends TaskMaterial {
  readonly scenario: Scenario;
  readonly task: TaskItem;
  /** Default: the scenario's own. */
  readonly strategy?: Strategy | undefined;
  readonly serialisation?: Serialisation | undefined;
  /** Budget of a shard for `chunked`, in estimated tokens; from the probed context. Default 6,000. */
  readonly shardTokens?: number | undefined;
  readonly agent?: AgentLimits | undefined;
  /** Lengths of the recorded request that synthetic load replays; a replay is one prompt. */
  readonly shape?: SyntheticShape | undefined;
}

const defaultShardTokens = 6000;
const defaultAgentLimits: AgentLimits = { maxTurns: 8, maxToolCalls: 16, maxTokens: 200_000 };

/**
 * A fresh state machine for one task asked once of one endpoint. Every strategy's final prompt holds
 * the question verbatim on a line of its own. `chunked` over data that has no sheets, or that fits
 * one shard, is `inline`; synthetic load is one prompt, or a conversation of its `turns`.
 */
export function taskRunFor(options: TaskRunOptions): TaskRun {
  const { scenario, task } = options;
  if (scenario.kind === 'synthetic') {
    const { turns } = scenario.synthetic;
    const { shape } = options;
    if (shape !== undefined || turns === 1) {
      return inlineRun({ messages: fillerPrompt(scenario, task.id, shape?.inputTokens) });
    }
    return conversationRun(turns, (turn) => fillerPrompt(scenario, `${task.id}-turn-${turn + 1}`));
  }
  const { language } = scenario;
  const serialisation = options.serialisation ?? scenario.serialisation;
  const role = rolePrompt(scenario.kind, language);
  const material = (): string => materialText(scenario, options, serialisation);
  const inline = (): TaskRun =>
    inlineRun({
      messages: [
        { role: 'system', content: role },
        { role: 'user', content: questionMessage(material(), task, language) },
      ],
    });
  switch (options.strategy ?? scenario.strategy) {
    case 'inline':
      return inline();
    case 'chunked': {
      const tables = materialTables(scenario, options);
      const shards = shardTables(tables, serialisation, options.shardTokens ?? defaultShardTokens);
      if (shards.length < 2) return inline();
      return chunkedRun({
        role,
        language,
        task,
        shards: shards.map((shard) => serialiseTables(shard, serialisation)),
      });
    }
    case 'multi-turn':
      return multiTurnRun({ role, language, task, material: material() });
    case 'agent':
      return agentRun({ role, language, task, limits: options.agent ?? defaultAgentLimits });
  }
}

/**
 * Estimated prompt tokens of the first step of a task run, for dry runs and cost limits. Exact for
 * `inline` as far as the estimate goes; a lower bound for strategies of several turns.
 */
export function estimateTaskTokens(options: TaskRunOptions): number {
  const step = taskRunFor(options).next({ kind: 'start' });
  if (step.kind !== 'send') return 0;
  return step.prompts.reduce((sum, prompt) => sum + estimatePromptTokens(prompt.messages), 0);
}
