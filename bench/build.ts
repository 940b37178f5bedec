import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/** A program of the bench, ready to be started. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const folders: string[] = [];

/** A folder that is removed when the bench ends. */
function scratch(prefix: string): string {
  const folder = mkdtempSync(prefix);
  folders.push(folder);
  return folder;
}

process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Compiles the source in C where a compiler is present, else bundles the one in Node. */
export function buildSource(): Program {
  const folder = scratch(join(tmpdir(), 'steelyard-bench-'));
  const program = join(folder, 'source');
  for (const compiler of ['cc', 'gcc', 'clang']) {
    const made = spawnSync(compiler, ['-O2', '-o', program, join(here, 'source/source.c')]);
    if (made.status === 0) return { name: `C program (${compiler})`, command: program, args: [] };
  }
  return { ...buildNode('source/node-source.ts'), name: 'Node process (no C compiler found)' };
}

/** Bundles a TypeScript program, so that it runs as the product does: plain JavaScript. */
export function buildNode(entry: string): Program {
  const folder = scratch(join(here, '../node_modules/.steelyard-bench-'));
  const outfile = join(folder, 'program.mjs');
  buildSync({
    entryPoints: [join(here, entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outfile,
  });
  return { name: entry, command: process.execPath, args: [outfile] };
}
