import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { commandLine } from '../support/program/command-line.ts';

const input = (name: string): string => `test/golden/inputs/${name}.yaml`;
const fit = 'fit --model deepseek-v3 --gpu h20-141g --count 8 --context 32768';

const lines: Readonly<Record<string, string>> = {
  help: '--help',
  ...Object.fromEntries(commands.map(({ name }) => [`help-${name}`, `${name} --help`])),
  'validate-valid': `validate ${input('fleet')} ${input('plan')}`,
  'validate-valid-zh': `validate ${input('fleet')} ${input('plan')} --lang zh`,
  'validate-plan': `validate ${input('wrong-plan')}`,
  'validate-fleet': `validate ${input('wrong-fleet')}`,
  'validate-need': `validate ${input('wrong-need')}`,
  'validate-all-json': `validate ${input('wrong-plan')} ${input('wrong-need')} --json`,
  'fit-fp8': `${fit} --precision fp8`,
  'fit-fp8-zh': `${fit} --precision fp8 --lang zh`,
  'fit-fp8-json': `${fit} --precision fp8 --json`,
  'fit-fp16': `${fit} --precision fp16`,
  'fit-unknown': 'fit --model deepseek-v4 --gpu h20 --count 8 --precision fp8',
  'dry-run': `run ${input('plan')} --dry-run`,
  'dry-run-zh': `run ${input('plan')} --dry-run --lang zh`,
  'dry-run-timed': `run ${input('timed-plan')} --dry-run`,
  'bad-flag': `run ${input('plan')} --dryrun`,
  'bad-command': 'rum',
};

/**
 * What the program prints, byte for byte: an unintended change of a text shows here. Wanted changes
 * are taken over by `npx vitest run test/golden -u` and read in the diff.
 */
describe('the program prints as it always has', () => {
  it.each(Object.entries(lines))('%s', async (name, line) => {
    const { code, stdout, stderr } = await commandLine(line.split(' '));
    const text = `$ steelyard ${line}\nexit code ${code}\n--- stdout\n${stdout}--- stderr\n${stderr}`;
    await expect(text).toMatchFileSnapshot(join('expected', `${name}.txt`));
  });
});
