import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/cli/package.ts';
import { commandBlocks } from './blocks.ts';
import { type FreshClone, freshClone } from './fresh-clone.ts';
import { installedPackage } from './installed-package.ts';

const root = packageRoot();
const guides = readdirSync(join(root, 'docs/guides'))
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/guides/${file}`);

let clone: FreshClone;
beforeAll(() => {
  clone = freshClone();
});
afterAll(() => clone.remove());

// The README comes first: its first block installs and builds.
describe.each(['README.md', ...guides])('%s, typed into a fresh clone', (file) => {
  const blocks = commandBlocks(file, readFileSync(join(root, file), 'utf8'));
  afterAll(() => clone.stopBackground());

  test.each(blocks.filter(({ byCi }) => !byCi))(
    'the block at line $line does what it says',
    async (block) => {
      const { code, said } = await clone.run(block);
      expect(block.exits, said).toContain(code);
    },
  );
});

describe('the packed package, without the repository around it', () => {
  test('runs its command and gives its library', () => {
    const { say } = installedPackage(clone.path);
    expect(say('bin', '--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(say('bin', 'validate', 'examples/poc/plan.yaml')).toContain('valid (plan)');
    // 8.03e9 parameters at one byte are 7.5 GiB; embeddings stay at two.
    expect(
      say(
        'bin',
        'fit',
        '--model',
        'llama-3.1-8b',
        '--gpu',
        'h100-80g-sxm',
        '--count',
        '1',
        '--precision',
        'fp8',
      ),
    ).toContain('weights');
    for (const name of ['stats', 'grade', 'metric', 'record', 'analysis', 'sizing', 'spec']) {
      expect(say('import', `steelyard/${name}`), name).toMatch(/^[1-9]\d* names\n$/);
    }
  });
});
