import { join } from 'node:path';
import { writeAtomic } from '../../edge/files/index.ts';
import { writeWorkbook } from '../../edge/workbook/index.ts';
import { reportWorkbook, runReport } from '../../report/index.ts';
import type { FinishedRun } from './finish-run.ts';

/** Writes report.xlsx, the report's tables as sheets, into the run directory; returns its path. */
export async function writeReportWorkbook({ run, report }: FinishedRun): Promise<string> {
  const path = join(run.directory, 'report.xlsx');
  writeAtomic(path, await writeWorkbook(reportWorkbook(runReport(report))));
  return path;
}
