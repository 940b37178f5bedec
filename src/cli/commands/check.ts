import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Check,
  checkSchema,
  gateAcceptance,
  gateRegression,
  parseThreshold,
  type Threshold,
} from '../../analysis/index.ts';
import { contentHash, ok, type Result } from '../../base/index.ts';
import { readSpecText, writeAtomic } from '../../edge/files/index.ts';
import {
  checkAnnotations,
  checkDocument,
  checkJunit,
  renderMarkdown,
  renderTerminal,
} from '../../report/index.ts';
import { parseAcceptance } from '../../spec/index.ts';
import { baselineDirectory } from '../baseline/baseline-store.ts';
import { type ExitCode, exitCode, worstExit } from '../exit-code.ts';
import { reportFailure, reportProblems } from '../fault.ts';
import type { Io } from '../io.ts';
import { checkSide, contextOf, samplesFor } from '../run/check-side.ts';
import { comparedRun } from '../run/compared-run.ts';
import { WrongLine } from '../run/read-run.ts';
import {
  type CommandContext,
  type CommandDefinition,
  textArgument,
  textOption,
} from './command.ts';

const repeated = (value: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  value,
];

/** `steelyard check <run-dir> --baseline <run-dir> | --contract <contract.yaml>`. */
export const checkCommand: CommandDefinition = {
  name: 'check',
  summary: 'gate a run: against a baseline run after an upgrade, or against a purchase contract',
  examples: [
    'steelyard check reports/after --baseline reports/before',
    "steelyard check reports/after --baseline release --term accuracy~1% --term 'ttftMs.p95<=2000'",
    'steelyard check reports/poc --contract contract.yaml',
  ],
  declare(command) {
    command
      .argument('<run-dir>', 'the run to be judged')
      .option('--baseline <run>', 'a run directory, or the name of a saved baseline')
      .option('--contract <file>', 'contract.yaml')
      .option(
        '--term <metric>',
        'with --baseline, may be repeated: ttftMs.p95, accuracy~1% (proven), ttftMs.p95<=+5% (figures), ttftMs.p95<=2000',
        repeated,
      )
      .option('--dir <folder>', 'where baselines are saved; default .steelyard/baselines');
  },
  run: check,
};

async function check(context: CommandContext): Promise<ExitCode> {
  const { io } = context;
  const directory = textArgument(context, 0);
  const [baseline, contract] = [textOption(context, 'baseline'), textOption(context, 'contract')];
  if ((baseline === undefined) === (contract === undefined)) {
    return reportFailure(
      io,
      exitCode.usage,
      'expected exactly one of --baseline and --contract',
      '--baseline compares with an earlier run, --contract with what was promised',
    );
  }
  const checked =
    contract === undefined
      ? againstBaseline(context, directory, baseline ?? '')
      : await againstContract(directory, contract);
  if (!checked.ok) return reportProblems(io, checked.problems);
  const result = checkSchema.parse(checked.value.check);
  const lang = io.langGiven ?? checked.value.lang;
  writeResult(io, directory, result, lang);
  return codeOf(result);
}

interface Checked {
  readonly check: Check;
  readonly lang: 'en' | 'zh';
}

function againstBaseline(
  context: CommandContext,
  directory: string,
  baseline: string,
): Result<Checked> {
  const asked = context.options['term'];
  const texts = Array.isArray(asked) ? asked.map(String) : [];
  const thresholds: Threshold[] = [];
  for (const text of texts) {
    const threshold = parseThreshold(text);
    if (threshold === undefined) {
      return {
        ok: false,
        problems: [
          {
            file: '--term',
            seen: text,
            expected: 'a metric with an optional statistic and rule',
            hint: 'ttftMs.p95, ttftMs.p95~5%, ttftMs.p95<=+5%, goodputPerS>=-5%, ttftMs.p95<=2000',
          },
        ],
      };
    }
    thresholds.push(threshold);
  }
  const found = baselineDirectory(baseline, textOption(context, 'dir'));
  if (!found.ok) return found;
  const [before, after] = [comparedRun(found.value), comparedRun(directory)];
  if (!before.ok) return before;
  if (!after.ok) return after;
  const { run } = after.value;
  return ok({
    check: gateRegression({
      baseline: checkSide(before.value),
      candidate: checkSide(after.value),
      ...(thresholds.length === 0 ? {} : { thresholds }),
      margins: run.plan.margins ?? {},
      seed: run.plan.seed,
    }),
    lang: run.manifest.lang,
  });
}

async function againstContract(directory: string, file: string): Promise<Result<Checked>> {
  const text = await readSpecText(file);
  if (!text.ok) return text;
  const contract = parseAcceptance(text.value.text, file);
  if (!contract.ok) return contract;
  const compared = comparedRun(directory);
  if (!compared.ok) return compared;
  const { run, units } = compared.value;
  try {
    return ok({
      check: gateAcceptance({
        contract: contract.value,
        contractHash: contentHash(text.value.text),
        run: units,
        samples: samplesFor(run, contract.value),
        identities: run.manifest.identities,
        fleet: run.fleet,
        context: contextOf(run),
        ...(run.manifest.endedAt === undefined ? {} : { day: run.manifest.endedAt.slice(0, 10) }),
      }),
      lang: run.manifest.lang,
    });
  } catch (error) {
    if (error instanceof WrongLine) return { ok: false, problems: error.problems };
    throw error;
  }
}

/** check.json, check.md and junit.xml beside the run; the terminal or JSON; GitHub's summary and annotations. */
function writeResult(io: Io, directory: string, result: Check, lang: 'en' | 'zh'): void {
  const json = `${JSON.stringify(result, null, 2)}\n`;
  const document = checkDocument(result, lang);
  const markdown = renderMarkdown(document);
  writeAtomic(join(directory, 'check.json'), json);
  writeAtomic(join(directory, 'check.md'), markdown);
  writeAtomic(join(directory, 'junit.xml'), checkJunit(result, lang));
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '') appendFileSync(summary, `${markdown}\n`);
  // The runner reads commands on both streams; stdout is kept for the result.
  if (process.env['GITHUB_ACTIONS'] === 'true') io.err(checkAnnotations(result, lang));
  io.out(io.json ? json : renderTerminal(document, io.columns));
}

function codeOf(result: Check): ExitCode {
  return worstExit([
    result.notCompared.length > 0 || result.refused.length > 0 ? exitCode.notValid : exitCode.done,
    result.result === 'FAIL'
      ? exitCode.gateFailed
      : result.result === 'NOT PROVEN' && result.refused.length === 0
        ? exitCode.notProven
        : exitCode.done,
  ]);
}
