/** A message of a chat, as every server of this protocol takes it. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
  /** On `tool` messages: the call that this answers. */
  readonly toolCallId?: string;
  /** On `assistant` messages: the calls the model made; arguments are untrusted text. */
  readonly toolCalls?: readonly ToolCall[];
}

/** A tool call as the model asked for it. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** Untrusted text, meant to be JSON. */
  readonly arguments: string;
}
