import { join } from 'node:path';
import { writeAtomic } from '../../edge/files/index.ts';
import {
  type RunReportInput,
  renderHtmlPage,
  renderMarkdown,
  runReport,
  summaryCsv,
} from '../../report/index.ts';

/** Paths of what `writeReports` wrote, the one for people first. */
export type ReportFiles = readonly [string, ...string[]];

/** Writes report.html, report.md and summary.csv into a run directory. */
export function writeReports(directory: string, input: RunReportInput): ReportFiles {
  const document = runReport(input);
  const files: [string, string][] = [
    ['report.html', renderHtmlPage(document)],
    ['report.md', renderMarkdown(document)],
    ['summary.csv', summaryCsv(input.summary)],
  ];
  for (const [name, content] of files) writeAtomic(join(directory, name), content);
  return [
    join(directory, 'report.html'),
    join(directory, 'report.md'),
    join(directory, 'summary.csv'),
  ];
}
