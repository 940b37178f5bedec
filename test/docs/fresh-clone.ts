import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/cli/package.ts';
import type { CommandBlock } from './blocks.ts';

/** A clone of the checkout's last commit, where blocks are run as a reader would type them. */
export interface FreshClone {
  readonly path: string;
  run(block: CommandBlock): Promise<{ readonly code: number; readonly said: string }>;
  /** Ends what blocks left running in the background. */
  stopBackground(): void;
  remove(): void;
}

/** The demo has two minutes on a quiet machine. */
const BLOCK_ENDS_WITHIN_MS = 400_000;

export function freshClone(): FreshClone {
  const folder = mkdtempSync(join(tmpdir(), 'steelyard-docs-'));
  const path = join(folder, 'steelyard');
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', packageRoot(), path]);
  // As a reader's shell has it: without what `npm run` adds for the scripts it starts.
  const shell = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')),
  );
  const groups = new Set<number>();
  const stopBackground = (): void => {
    for (const group of groups) {
      try {
        process.kill(-group, 'SIGTERM');
      } catch {
        // All of the group had ended by itself.
      }
    }
    groups.clear();
  };
  return {
    path,
    run: (block) =>
      new Promise((resolve, reject) => {
        // A file and not a pipe: a block may leave a server behind, which would hold a pipe open.
        const log = join(folder, 'block.log');
        const out = openSync(log, 'w');
        const child = spawn('bash', ['-eu', '-o', 'pipefail', '-c', block.script], {
          cwd: path,
          detached: true,
          stdio: ['ignore', out, out],
          env: { ...shell, NO_COLOR: '1', CI: 'true' },
        });
        closeSync(out);
        const group = child.pid;
        if (group !== undefined) groups.add(group);
        const late = setTimeout(
          () => group !== undefined && process.kill(-group),
          BLOCK_ENDS_WITHIN_MS,
        );
        child.once('error', reject);
        child.once('exit', (code, signal) => {
          clearTimeout(late);
          const said = readFileSync(log, 'utf8').slice(-6000);
          resolve({
            code: code ?? 128,
            said: signal === null ? said : `${said}\nkilled: ${signal}`,
          });
        });
      }),
    stopBackground,
    remove: () => {
      stopBackground();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
