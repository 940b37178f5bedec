import type { ChatMessage, ToolCall } from '../base/index.ts';
import type { ToolDeclaration, ToolResult } from './tool-box.ts';

/** A prompt ready to be sent, without its salt. */
export interface TaskPrompt {
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ToolDeclaration[];
}

/** What came back for one prompt, as far as the strategy may know it. */
export interface TaskAnswer {
  /** False where the request failed, timed out or was cancelled. */
  readonly completed: boolean;
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason?: string;
  readonly promptTokens?: number;
  readonly outputTokens?: number;
}

export type TaskEvent =
  | { readonly kind: 'start' }
  /** One answer per prompt of the step before, in its order. */
  | { readonly kind: 'answers'; readonly answers: readonly TaskAnswer[] }
  | { readonly kind: 'tools'; readonly results: readonly ToolResult[] };

/**
 * What the task run wants next. Several prompts in one `send` (shards of a workbook) are sent one
 * after the other in the task run's slot. After `done` the last answer is the one that is graded;
 * `why` says why a run ended without one ("max-turns").
 */
export type TaskStep =
  | { readonly kind: 'send'; readonly prompts: readonly TaskPrompt[] }
  | { readonly kind: 'tool'; readonly calls: readonly ToolCall[] }
  | { readonly kind: 'done'; readonly why?: string };

/** One task asked once of one endpoint: a state machine without clock or socket. */
export interface TaskRun {
  next(event: TaskEvent): TaskStep;
}
