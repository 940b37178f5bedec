import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const packageRoot = fileURLToPath(new URL('../../..', import.meta.url));
const entry = join(packageRoot, 'bin/steelyard.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the program as a user would, without a terminal and without a language of its own. */
export function startSteelyard(args: readonly string[], at: Surroundings = {}): Started {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: at.cwd ?? packageRoot,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C', ...at.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** Runs one command line to its end. */
export const steelyard = (...args: readonly string[]): Promise<Ended> => startSteelyard(args).ended;
