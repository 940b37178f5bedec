/**
 * Scenario -> task runs: prompts, workbook serialisations, token counting, and the strategies, each a
 * state machine that says what to send next. Sends nothing itself; declares the ToolBox port.
 */
export type { TaskAnswer, TaskEvent, TaskPrompt, TaskRun, TaskStep } from './task-run.ts';
export type { ToolBox, ToolDeclaration, ToolResult } from './tool-box.ts';
