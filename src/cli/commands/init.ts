import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../base/index.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { reportProblems } from '../fault.ts';
import type { Io } from '../io.ts';
import { templates } from '../templates/index.ts';
import { type CommandDefinition, textArgument } from './command.ts';

/**
 * Writes the starter files into a folder. One that exists already is left as it is, and said to be a
 * problem: what a person has edited is never overwritten.
 */
export async function initFolder(folder: string, io: Io): Promise<ExitCode> {
  const written: string[] = [];
  const problems: Problem[] = [];
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return reportProblems(io, [cannotWrite(folder, error)]);
  }
  for (const template of templates) {
    const file = join(folder, template.name);
    try {
      await writeFile(file, template[io.lang], { flag: 'wx' });
      written.push(file);
    } catch (error) {
      problems.push(cannotWrite(file, error));
    }
  }
  if (io.json) {
    if (problems.length === 0)
      io.out(`${JSON.stringify({ schema: 'steelyard.init/1', written }, null, 2)}\n`);
  } else {
    for (const file of written) io.out(`${io.lang === 'zh' ? '已写入' : 'wrote'} ${file}\n`);
  }
  if (problems.length > 0) return reportProblems(io, problems);
  if (!io.json) io.err(next[io.lang](join(folder, 'fleet.yaml'), join(folder, 'plan.yaml')));
  return exitCode.done;
}

const next = {
  en: (fleet: string, plan: string) =>
    `Next: write your endpoints into ${fleet}, then steelyard validate ${fleet} ${plan}, then steelyard run ${plan}\n`,
  zh: (fleet: string, plan: string) =>
    `下一步：把端点写入 ${fleet}，然后 steelyard validate ${fleet} ${plan}，再 steelyard run ${plan}\n`,
};

function cannotWrite(file: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'EEXIST'
    ? {
        file,
        expected: 'no such file yet',
        seen: 'a file that exists, left as it is',
        hint: 'name another folder: steelyard init poc',
      }
    : { file, expected: 'a place that can be written to', seen: code || 'an error' };
}

/** `steelyard init [dir]`. */
export const init: CommandDefinition = {
  name: 'init',
  summary: 'write a commented fleet.yaml, plan.yaml and need.yaml to start from',
  examples: ['steelyard init poc', 'steelyard init poc --lang zh'],
  declare: (command) => void command.argument('[dir]', 'folder to write into', '.'),
  run: (context) => initFolder(textArgument(context, 0), context.io),
};
