import { resolve } from 'node:path';
import type { Problem } from '../../base/index.ts';
import { dataFiles, readSpecText, resolvePlan } from '../../edge/files/index.ts';
import {
  detectSpecKind,
  locateScenario,
  parseSpec,
  type SpecKindName,
  specKinds,
} from '../../spec/index.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { reportProblems } from '../fault.ts';
import type { Io } from '../io.ts';
import { packageRoot } from '../package.ts';
import { type CommandDefinition, textArguments } from './command.ts';

/** Checks files of any kind and does nothing else; a plan with its fleet and scenarios, a scenario with its data. */
export async function validateFiles(files: readonly string[], io: Io): Promise<ExitCode> {
  const problems: Problem[] = [];
  const valid: { readonly file: string; readonly kind: SpecKindName }[] = [];
  for (const file of files) {
    const found = await validateFile(file);
    if ('kind' in found) valid.push({ file, kind: found.kind });
    else problems.push(...found.problems);
  }
  // Two plans may name one broken fleet; it is told once.
  const once = [...new Map(problems.map((p) => [JSON.stringify(p), p])).values()];
  if (once.length > 0) return reportProblems(io, once);
  if (io.json)
    io.out(`${JSON.stringify({ schema: 'steelyard.validate/1', valid, problems: [] }, null, 2)}\n`);
  else
    for (const { file, kind } of valid)
      io.out(`${file}: ${io.lang === 'zh' ? '有效' : 'valid'} (${kind})\n`);
  return exitCode.done;
}

type Validated = { readonly kind: SpecKindName } | { readonly problems: readonly Problem[] };

async function validateFile(file: string): Promise<Validated> {
  const read = await readSpecText(file);
  if (!read.ok) return read;
  const { text } = read.value;
  const detected = detectSpecKind(text, file);
  if (!detected.ok) return detected;
  const kind = detected.value;
  const result =
    kind === 'plan'
      ? await resolvePlan(file, { packageRoot: packageRoot(), workingDirectory: process.cwd() })
      : kind === 'scenario'
        ? await scenarioWithData(text, file)
        : parseKind(kind, text, file);
  return result.ok ? { kind } : result;
}

const parseKind = (
  kind: SpecKindName,
  text: string,
  file: string,
): { readonly ok: true } | { readonly ok: false; readonly problems: readonly Problem[] } => {
  const { schema, ...options } = specKinds[kind];
  return parseSpec<unknown>(schema, text, file, options);
};

async function scenarioWithData(
  text: string,
  file: string,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly problems: readonly Problem[] }> {
  const located = locateScenario(text, file);
  if (!located.ok) return located;
  const { value, source } = located.value;
  const { findings } = await dataFiles(value, resolve(file));
  return findings.length === 0
    ? { ok: true }
    : { ok: false, problems: findings.map(source.problem) };
}

/** `steelyard validate <file>...`. */
export const validate: CommandDefinition = {
  name: 'validate',
  summary:
    'check fleet, plan, scenario, contract, need, price and mock files without doing anything else',
  examples: ['steelyard validate scenarios/excel-sales-en.yaml'],
  declare: (command) => void command.argument('<file...>', 'files of any kind'),
  run: (context) => validateFiles(textArguments(context, 0), context.io),
};
