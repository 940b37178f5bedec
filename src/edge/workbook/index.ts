/**
 * Workbooks from and to bytes: hostile .xlsx files in, `WorkbookContent` out, and back with the same
 * bytes each time. Not a spreadsheet engine: formulas are read by their cached values. Wired by cli.
 */
export { readWorkbook } from './read-workbook.ts';
export { defaultWorkbookLimits, type WorkbookLimits } from './workbook-limits.ts';
export { writeWorkbook } from './write-workbook.ts';
