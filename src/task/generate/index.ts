/**
 * Suites from a seed: workbook or database content and the questions about it. Pure; writes no file and
 * knows no golden answer: a separate solver reads what was written and shares no code with this.
 */
export { type ExcelSuite, excelSuite } from './excel-tasks.ts';
export { retailWorkbook } from './retail-workbook.ts';
export type { PlantedCell, SqlTaskDraft } from './sql-task-draft.ts';
export { type SqlSuite, sqlSuite, sqlTasks } from './sql-tasks.ts';
export { starRows, starSchema } from './star-script.ts';
export type { AnswerShape, AnswerValue, Ask, TaskDraft } from './task-draft.ts';
