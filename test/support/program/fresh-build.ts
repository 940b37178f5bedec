import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Compiles the program before the tests that start it, where its sources are newer than what was
 * built: they test the code that lies there, and never yesterday's.
 */
export function setup(): void {
  const built = join(root, 'dist/cli/main.js');
  if (existsSync(built) && newest(join(root, 'dist')) >= newest(join(root, 'src'))) return;
  execFileSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noEmitOnError', 'false'],
    { cwd: root, stdio: 'inherit' },
  );
}

function newest(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, e) => Math.max(latest, statSync(join(e.parentPath, e.name)).mtimeMs), 0);
}
