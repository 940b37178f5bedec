import { main } from '../../../src/cli/index.ts';
import type { Ended } from './steelyard.ts';

/**
 * One command line in this process, its streams caught: for many short ones. One at a time, since
 * a process has one stdout, one exit code and one working folder.
 */
export async function commandLine(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const { stdout, stderr } = process;
  const said = { stdout: '', stderr: '' };
  const original = {
    out: stdout.write,
    err: stderr.write,
    code: process.exitCode,
    env: process.env,
  };
  stdout.write = caught((text) => {
    said.stdout += text;
  });
  stderr.write = caught((text) => {
    said.stderr += text;
  });
  const listening = [stdout, stderr].map((stream) => stream.listeners('error'));
  process.exitCode = undefined;
  process.env = { ...original.env, ...env };
  try {
    await main(args);
    return { code: Number(process.exitCode ?? 0), ...said };
  } finally {
    stdout.write = original.out;
    stderr.write = original.err;
    // A command line ends with its process; here the next one finds the streams as they were.
    for (const [i, stream] of [stdout, stderr].entries()) {
      for (const listener of stream.listeners('error')) {
        if (listening[i]?.includes(listener) === false) stream.off('error', toListener(listener));
      }
    }
    process.exitCode = original.code;
    process.env = original.env;
  }
}

const caught =
  (keep: (text: string) => void): typeof process.stdout.write =>
  (chunk: string | Uint8Array) => {
    keep(typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk));
    return true;
  };

const toListener = (listener: unknown): ((...args: unknown[]) => void) =>
  listener as (...args: unknown[]) => void;
