import type { ChatMessage } from '../base/index.ts';

/** One line of prompts.jsonl: each prompt once, without its salt. With `store: hash` the messages are absent. */
export interface PromptRecord {
  readonly promptHash: string;
  readonly messages?: readonly ChatMessage[];
}
