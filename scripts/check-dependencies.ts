/**
 * Runs dependency-cruiser over src and fails on any violation, or where it saw suspiciously few files:
 * a cruiser that resolves nothing finds nothing. Run: npm run deps
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { sourceTree } from '../test/architecture/rules/source-tree.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const { output } = await cruise(
  ['src'],
  { ...options, baseDir: root, validate: true, ruleSet: { forbidden } },
  undefined,
  { tsConfig: extractTSConfig(`${root}tsconfig.json`) },
);
const { modules, summary } = output as ICruiseResult;
const expected = sourceTree(root, 'src').length;
const seen = modules.filter(({ source }) => source.startsWith('src/'));
const linked = seen.filter(({ dependencies }) => dependencies.length > 0);

for (const { from, to, rule, cycle } of summary.violations) {
  const way = cycle === undefined ? to : cycle.map(({ name }) => name).join(' -> ');
  process.stderr.write(`${rule.severity} ${rule.name}: ${from} -> ${way}\n`);
}
process.stdout.write(
  `${seen.length} files of src, ${summary.totalDependenciesCruised ?? 0} dependencies, ${summary.error} violations\n`,
);
if (seen.length < expected || linked.length < expected / 2) {
  process.stderr.write(
    `expected all ${expected} files of src, most with dependencies; saw ${seen.length}, ${linked.length}\n`,
  );
  process.exitCode = 1;
}
if (summary.error > 0) process.exitCode = 1;
