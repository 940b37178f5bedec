/**
 * Results -> one document tree -> terminal text, Markdown, HTML, CSV: the last step, where figures
 * become words and pictures in English and Chinese. Computes nothing but their rounding, reads no
 * file and prints nothing.
 */
export { aaDocument } from './aa/aa-document.ts';
export { abDocument } from './ab/ab-document.ts';
export { checkAnnotations } from './check/annotations.ts';
export { checkDocument } from './check/check-document.ts';
export { checkJunit } from './check/junit.ts';
export type {
  Block,
  Chart,
  Column,
  Inline,
  Plot,
  ReportDocument,
  Table,
  TableCell,
} from './document/document.ts';
export { absentCell, cell } from './document/document.ts';
export { floorBlocks, floorDocument } from './floor/floor-blocks.ts';
export { duration, money, number3, percent, points } from './format.ts';
export { guideDigest, guideDocument } from './guide/guide-document.ts';
export { historyDocument } from './history/history-document.ts';
export { lensDocument } from './lens/lens-document.ts';
export { lensWords } from './lens/words.ts';
export { planSizeDocument } from './plan-size/plan-size-document.ts';
export { escapeHtml, escapeMarkdown, escapeTerminal } from './render/escape.ts';
export { renderHtmlPage } from './render/html-page.ts';
export { renderMarkdown } from './render/markdown.ts';
export { renderTerminal } from './render/terminal.ts';
export { reportWorkbook } from './render/workbook.ts';
export type { GradedRun, RunReportInput } from './run/input.ts';
export { runDigest, runReport } from './run/run-report.ts';
export { verdictSentence } from './run/verdict.ts';
export { calibrationBlocks, calibrationDocument } from './sizing/calibration-blocks.ts';
export { diffBlocks, sizingDocument } from './sizing/recommendation-blocks.ts';
export { sizingWords } from './sizing/words.ts';
export { summaryCsv } from './summary-csv.ts';
export { type Words, wordsOf } from './words/index.ts';
