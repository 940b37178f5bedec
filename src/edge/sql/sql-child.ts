import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SqlDialect } from '../../base/index.ts';

/** Resource limits of one child (docs/methods.md, "SQL sandbox"). */
export interface ChildLimits {
  /** Address space in kB. Node 24 needs 1.7 GB to start at all. */
  readonly addressSpaceKb: number;
  readonly cpuS: number;
  /** Longest line it may answer with, in characters. */
  readonly answerChars: number;
}

export const defaultChildLimits: ChildLimits = {
  addressSpaceKb: 2_000_000,
  cpuS: 30,
  answerChars: 64e6,
};

/** What the child said to one job; `gone` where it died or was killed instead. */
export type ChildAnswer =
  | { readonly kind: 'answer'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'too-long' };

/** A started child; jobs are answered in order, one at a time. */
export interface SqlChild {
  /** Resolves once it can take a job; false where it never came up. */
  readonly ready: Promise<boolean>;
  readonly version: () => string;
  ask(job: Readonly<Record<string, unknown>>, timeoutMs: number): Promise<ChildAnswer>;
  /** Kills the whole process group at once. */
  kill(): void;
}

// The same relative place in src and in dist: the child is plain JavaScript and needs no build step.
const entry = fileURLToPath(new URL('./child/main.js', import.meta.url));
const startupMs = 30_000;

const webAssemblyFlags = [
  // Guard regions do not fit into the limited address space.
  '--disable-wasm-trap-handler',
  // A child lives for one item: compiling twice, and what is never called, costs more than it gives.
  '--wasm-lazy-compilation',
  '--no-wasm-tier-up',
  '--no-wasm-dynamic-tiering',
];

/** Limits as shell words; where the shell lacks one of them (macOS: -v) the others still hold. */
const ulimits = (limits: ChildLimits, mayWrite: boolean): string =>
  [
    `ulimit -v ${limits.addressSpaceKb}`,
    `ulimit -t ${limits.cpuS}`,
    'ulimit -c 0',
    ...(mayWrite ? [] : ['ulimit -f 0']),
  ]
    .map((limit) => `${limit} 2>/dev/null`)
    .join('; ');

/**
 * Starts a child for one item: own process group, no environment but the time zone, an empty working
 * directory, nothing inherited. `mayWrite` is for building databases from the user's own scripts.
 */
export function startChild(
  dialect: SqlDialect,
  emptyDir: string,
  limits: ChildLimits,
  mayWrite = false,
): SqlChild {
  const node = [
    process.execPath,
    '--max-old-space-size=384',
    ...(dialect === 'sqlite' ? webAssemblyFlags : []),
    entry,
    dialect,
  ];
  const [file, args] =
    process.platform === 'win32'
      ? [process.execPath, node.slice(1)]
      : ['/bin/sh', ['-c', `${ulimits(limits, mayWrite)}; exec "$@"`, 'sh', ...node]];
  const child = spawn(file, args, {
    cwd: emptyDir,
    env: { TZ: 'UTC', LANG: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const followed = follow(child, limits);
  if (process.platform !== 'linux') watchMemory(child, followed.kill);
  return followed;
}

const residentLimitKb = 1_000_000;
const watchEveryMs = 200;

/** Where the address space cannot be limited, memory in use is looked at instead, and cut off late. */
function watchMemory(child: ChildProcess, kill: () => void): void {
  const timer = setInterval(() => {
    execFile('ps', ['-o', 'rss=', '-p', String(child.pid)], (error, stdout) => {
      if (error === null && Number(stdout.trim()) > residentLimitKb) kill();
    });
  }, watchEveryMs);
  timer.unref();
  child.once('exit', () => clearInterval(timer));
}

function follow(child: ChildProcess, limits: ChildLimits): SqlChild {
  let buffered = '';
  let gone: string | undefined;
  let version = '';
  let waiting: ((answer: ChildAnswer) => void) | undefined;
  const settle = (answer: ChildAnswer): void => {
    const wake = waiting;
    waiting = undefined;
    wake?.(answer);
  };
  const kill = (): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // Already gone between the check and the signal.
    }
  };
  child.stdout?.setEncoding('utf8');
  child.stdout?.on('data', (text: string) => {
    buffered += text;
    if (buffered.length > limits.answerChars) {
      buffered = '';
      kill();
      settle({ kind: 'too-long' });
      return;
    }
    if (!text.includes('\n')) return;
    const end = buffered.indexOf('\n');
    const line = buffered.slice(0, end);
    buffered = buffered.slice(end + 1);
    settle(parseAnswer(line));
  });
  child.stdin?.on('error', () => {
    // A child that died takes no more jobs; `exit` says so.
  });
  const leave = (why: string): void => {
    gone ??= why;
    settle({ kind: 'gone', why });
  };
  child.on('error', (error) => leave(error.message));
  child.on('exit', (code, signal) => leave(signal === null ? `exit code ${code}` : signal));
  const wait = (timeoutMs: number): Promise<ChildAnswer> =>
    new Promise((resolve) => {
      if (gone !== undefined) {
        resolve({ kind: 'gone', why: gone });
        return;
      }
      const timer = setTimeout(() => {
        kill();
        settle({ kind: 'late' });
      }, timeoutMs);
      waiting = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
    });
  const ready = wait(startupMs).then((answer) => {
    if (answer.kind !== 'answer') return false;
    version = String(answer.fields['version']);
    return true;
  });
  return {
    ready,
    version: () => version,
    ask: (job, timeoutMs) => {
      const answer = wait(timeoutMs);
      if (gone === undefined) child.stdin?.write(`${JSON.stringify(job)}\n`);
      return answer;
    },
    kill,
  };
}

function parseAnswer(line: string): ChildAnswer {
  try {
    const fields: unknown = JSON.parse(line);
    if (typeof fields !== 'object' || fields === null) throw new TypeError('no object');
    const record = fields as Readonly<Record<string, unknown>>;
    return record['ok'] === false
      ? { kind: 'failed', message: String(record['message']) }
      : { kind: 'answer', fields: record };
  } catch {
    return { kind: 'failed', message: 'the child answered with something that is no JSON object' };
  }
}
