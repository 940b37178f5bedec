import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Problem, type Result } from '../../base/index.ts';
import { writeAtomic } from '../../edge/files/index.ts';
import {
  guideDigest,
  guideDocument,
  renderHtmlPage,
  renderMarkdown,
  renderTerminal,
} from '../../report/index.ts';
import { type Guide, ledger } from '../../sizing/index.ts';
import { exitCode } from '../exit-code.ts';
import { reportProblems } from '../fault.ts';
import { type FinishedRun, reportDirectory } from '../run/finish-run.ts';
import { guideEvidence } from '../run/guide-evidence.ts';
import { type CommandDefinition, textOption } from './command.ts';
import { readCalibration } from './size.ts';

/** `steelyard guide [--calibration FILE] [--runs DIR...]`. */
export const guideCommand: CommandDefinition = {
  name: 'guide',
  summary: "the buyer's guide as a ledger: the state of each claim, with evidence",
  examples: [
    'steelyard guide',
    'steelyard guide --lang zh --out reports/guide',
    'steelyard guide --calibration calibration.json --runs reports/demo',
  ],
  declare(command) {
    command
      .option('--calibration <file>', 'calibration.json of `steelyard calibrate`')
      .option('--runs <dir...>', 'run directories; a claim needs several runs to change its state')
      .option('--out <dir>', 'where guide.json, guide.md and guide.html go', 'reports/guide');
  },
  run(context) {
    const { io } = context;
    const file = textOption(context, 'calibration');
    const calibration = file === undefined ? ok(undefined) : readCalibration(file);
    const runs = finishedRuns(context.options['runs']);
    const problems = [calibration, runs].flatMap((r) => (r.ok ? [] : r.problems));
    if (!calibration.ok || !runs.ok) return Promise.resolve(reportProblems(io, problems));
    const learnt = calibration.value !== undefined || runs.value.length > 0;
    const guide = ledger({
      ...(runs.value.length === 0 ? {} : { runs: guideEvidence(runs.value) }),
      ...(calibration.value === undefined ? {} : { calibration: calibration.value }),
    });
    const written = writeGuide(textOption(context, 'out') ?? '.', guide, io.lang, learnt);
    if (!written.ok) return Promise.resolve(reportProblems(io, written.problems));
    if (io.json) io.out(guideJson(guide));
    else {
      io.out(renderTerminal(guideDigest(guide, io.lang, learnt), io.columns));
      io.out(`\n${written.value.join('\n')}\n`);
    }
    return Promise.resolve(exitCode.done);
  },
};

const guideJson = (guide: Guide): string => `${JSON.stringify(guide, null, 2)}\n`;

/** The runs of the directories named, with all problems at once. */
function finishedRuns(given: unknown): Result<readonly FinishedRun[]> {
  const directories = Array.isArray(given) ? given.map(String) : [];
  const runs: FinishedRun[] = [];
  const problems: Problem[] = [];
  for (const directory of directories) {
    const finished = reportDirectory(directory);
    if (finished.ok) runs.push(finished.value);
    else problems.push(...finished.problems);
  }
  return problems.length > 0 ? { ok: false, problems } : ok(runs);
}

/** Writes the three files and gives their paths. */
function writeGuide(
  directory: string,
  guide: Guide,
  lang: 'en' | 'zh',
  learnt: boolean,
): Result<readonly string[]> {
  const document = guideDocument(guide, lang, learnt);
  const files: readonly (readonly [string, string])[] = [
    ['guide.html', renderHtmlPage(document)],
    ['guide.md', renderMarkdown(document)],
    ['guide.json', guideJson(guide)],
  ];
  try {
    mkdirSync(directory, { recursive: true });
    for (const [name, content] of files) writeAtomic(join(directory, name), content);
    return ok(files.map(([name]) => join(directory, name)));
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    return fail({ file: directory, expected: 'a directory that can be written to (--out)', seen });
  }
}
