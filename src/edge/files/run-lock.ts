import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../base/index.ts';

/** Says who writes a run directory. */
const holderSchema = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  /** Ticks since boot at which the process began, where the system tells: a pid is given again, this is not. */
  born: z.string().optional(),
});
type Holder = z.output<typeof holderSchema>;

const FILE = 'run.lock';

/** Releases the lock; harmless when it is gone. */
export type Unlock = () => void;

/**
 * Takes the lock of a run directory, so that two processes never append to one records file. The
 * lock of a process that is gone (after kill -9) is taken over; one of another host never is, since
 * nobody can tell from here whether it lives.
 */
export function lockRunDirectory(path: string): Result<Unlock> {
  const file = join(path, FILE);
  const self: Holder = { pid: process.pid, host: hostname(), ...bornOf(process.pid) };
  const unlock = (): void => rmSync(file, { force: true });
  // Twice: a stale lock is set aside once, then whoever creates the file first holds it.
  for (let attempt = 0; attempt < 2; attempt++) {
    if (create(file, JSON.stringify(self))) return ok(unlock);
    const text = textOf(file);
    if (text === undefined) continue;
    const holder = holderOf(text);
    if (holder === undefined || isGone(holder)) {
      setAside(file, text);
      continue;
    }
    return fail({
      file,
      expected: 'a run directory that no other process is writing',
      seen: `process ${holder.pid} on ${holder.host}`,
      hint: 'wait for it or stop it; if that host is gone for good, delete run.lock',
    });
  }
  return fail({ file, expected: 'the lock of the run directory', hint: 'another process took it' });
}

function create(file: string, content: string): boolean {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, content);
    closeSync(handle);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a stale lock away; if another process replaced it meanwhile, that one is put back. */
function setAside(file: string, stale: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (textOf(aside) === stale) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Who holds it; undefined where a crash left the file empty or torn, which no living holder does. */
function holderOf(text: string): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isGone(holder: Holder): boolean {
  if (holder.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
  const { born } = bornOf(holder.pid);
  return born !== undefined && holder.born !== undefined && born !== holder.born;
}

/** Field 22 of /proc/<pid>/stat, counted after the command name, which may hold blanks. */
function bornOf(pid: number): { born?: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const born = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return born === undefined ? {} : { born };
  } catch {
    return {};
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;
