import { renderTerminal, runDigest } from '../../report/index.ts';
import { type ExitCode, exitCode, worstExit } from '../exit-code.ts';
import { reportProblems } from '../fault.ts';
import type { Io } from '../io.ts';
import type { Execution } from './execute-run.ts';
import { gradeDirectory, reportDirectory } from './finish-run.ts';
import { sloGate } from './slo-gate.ts';
import { writeReportWorkbook } from './write-report-workbook.ts';

/** Grades and reports what a run recorded, and prints its end: verdict, boxes, where the reports lie. */
export async function finishExecution(
  execution: Extract<Execution, { kind: 'measured' }>,
  io: Io,
  options: { readonly gate: boolean },
): Promise<ExitCode> {
  const { directory, inMemory } = execution;
  if (!io.quiet) io.err('grading\n');
  const graded = await gradeDirectory(directory, inMemory === undefined ? {} : { inMemory });
  if (!graded.ok) return reportProblems(io, graded.problems);
  const finished = reportDirectory(directory, io.langGiven);
  if (!finished.ok) return reportProblems(io, finished.problems);
  await writeReportWorkbook(finished.value);
  const { report, files, figures } = finished.value;
  const gate = options.gate ? sloGate(figures.summary, finished.value.run.plan) : undefined;
  const codes: ExitCode[] = [
    figures.summary.validity.verdict === 'valid' ? exitCode.done : exitCode.notValid,
    ...(gate === undefined ? [] : [gate.code]),
  ];
  if (io.json) {
    const result = {
      schema: 'steelyard.run/1',
      directory,
      ended: execution.end.reason,
      summary: figures.summary,
      ...(figures.bakeoff === undefined ? {} : { bakeoff: figures.bakeoff }),
      ...(gate === undefined ? {} : { gate: gate.terms }),
    };
    io.out(`${JSON.stringify(result, null, 2)}\n`);
    return worstExit(codes);
  }
  io.out(renderTerminal(runDigest(report), io.columns));
  for (const term of gate?.terms ?? []) {
    io.out(`${term.result}  ${term.name}: ${term.why}\n`);
  }
  io.out(`\n${io.lang === 'zh' ? '报告' : 'report'}: ${files[0]}\n`);
  io.out(
    `${io.lang === 'zh' ? '与另一次测试比较' : 'compare with another run'}: steelyard check ${directory} --baseline <run-dir>\n`,
  );
  return worstExit(codes);
}
