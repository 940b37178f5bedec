import type { ToolCall } from '../base/index.ts';

/** A tool the model may call, as OpenAI's `tools` array carries it. */
export interface ToolDeclaration {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What the tool gave back, as text for the model; an error is text too. */
export interface ToolResult {
  readonly id: string;
  readonly content: string;
  readonly elapsedMs: number;
}

/** The tools of one task run (list_sheets, describe, query); implemented in edge, sandboxed. */
export interface ToolBox {
  call(call: ToolCall): Promise<ToolResult>;
}
