/**
 * Scenario -> task runs: prompts, workbook serialisations, token estimates, and the strategies, each a
 * state machine that says what to send next. Also generates scenarios from a seed. Sends nothing,
 * reads no file and grades nothing; declares the ToolBox port. Stands between spec and load.
 */
export { type SheetTable, serialiseTables, sheetTable, sheetTables } from './serialise/index.ts';
export { type AgentLimits, dataTools } from './strategy/agent.ts';
export { shardTables } from './strategy/chunked.ts';
export type { TaskMaterial } from './strategy/material.ts';
export { generationOf, type SyntheticShape } from './synthetic.ts';
export { type TaskItem, taskList } from './task-item.ts';
export type { TaskAnswer, TaskEvent, TaskPrompt, TaskRun, TaskStep } from './task-run.ts';
export { estimateTaskTokens, type TaskRunOptions, taskRunFor } from './task-run-for.ts';
export { estimatePromptTokens, estimateTokens } from './token-estimate.ts';
export type { ToolBox, ToolDeclaration, ToolResult } from './tool-box.ts';
