/** The mock fleet's own speed, by its own log: it must never be what limits or delays a measurement. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { buildNode, type Program } from './build.ts';
import { foreignCores, machineCpu } from './busy.ts';

/** One line of the table: figure, shape, measured, target, reached. */
export interface MockRow {
  readonly cells: readonly [string, string, string, string, string];
  readonly reached: boolean;
}

interface Load {
  readonly shape: string;
  readonly streams: number;
  readonly stepMs: number;
  readonly tokens: number;
}

/** One load, once. */
interface Taken {
  readonly eventsPerS: number;
  /** By how much a write was later than 1 ms + 12 us x k, of the k-th write of its step: ms. */
  readonly beyondP999Ms: number;
  readonly beyondWorstMs: number;
  readonly foreign: number;
}

interface LogEntry {
  readonly writes?: { readonly dueMs: readonly number[]; readonly sentMs: readonly number[] };
}

const takes = 3;
const loads = {
  // A little more than 40,000 are asked for: who serves them all serves 40,000.
  fast: { shape: '400 x 102/s', streams: 400, stepMs: 9.8, tokens: 600 },
  timed: { shape: '200 x 100/s', streams: 200, stepMs: 10, tokens: 600 },
} satisfies Record<string, Load>;

/** The rows of the mock; a figure without a quiet round is "not measured" and counts as not reached. */
export async function mockRows(
  count: number,
  foreignLimit: number,
  tell: (line: string) => void,
): Promise<readonly MockRow[]> {
  const programs = { serve: buildNode('mock/serve.ts'), drain: buildNode('mock/drain.ts') };
  const fast = await quietRounds(programs, loads.fast, count, foreignLimit, tell);
  const timed = await quietRounds(programs, loads.timed, count, foreignLimit, tell);
  const rate = median(fast, (run) => run.eventsPerS);
  const beyond = median(timed, (run) => run.beyondP999Ms);
  const worst = median(timed, (run) => run.beyondWorstMs);
  return [
    row('mock: events served per second by one core', loads.fast, rate, {
      show: (value) => `${Math.round(value)} events/s`,
      target: '>= 40000 events/s',
      holds: (value) => value >= 40_000,
    }),
    row('mock: k-th write of a step after 1 ms + 12 us x k, p99.9', loads.timed, beyond, {
      show: (value) => (value <= 0 ? `${(-value).toFixed(2)} ms before` : `${value.toFixed(2)} ms`),
      target: 'none',
      holds: (value) => value <= 0,
    }),
    row('mock: the same, worst write', loads.timed, worst, {
      show: (value) => (value <= 0 ? `${(-value).toFixed(2)} ms before` : `${value.toFixed(2)} ms`),
      target: '-',
      holds: () => true,
    }),
  ];
}

interface Aim {
  readonly show: (value: number) => string;
  readonly target: string;
  readonly holds: (value: number) => boolean;
}

function row(name: string, load: Load, value: number | undefined, aim: Aim): MockRow {
  const reached = aim.target === '-' || (value !== undefined && aim.holds(value));
  const shown = value === undefined ? 'not measured (machine busy)' : aim.show(value);
  const verdict = aim.target === '-' ? '' : reached ? 'yes' : 'NO';
  return { cells: [name, load.shape, shown, aim.target, verdict], reached };
}

/** Rounds that others left alone; absent unless every one was. */
async function quietRounds(
  programs: Readonly<Record<'serve' | 'drain', Program>>,
  load: Load,
  count: number,
  foreignLimit: number,
  tell: (line: string) => void,
): Promise<readonly Taken[] | undefined> {
  const runs: Taken[] = [];
  tell(`mock ${load.shape}:`);
  for (let round = 1; round <= count; round++) {
    for (let attempt = 1; attempt <= takes; attempt++) {
      const run = await take(programs, load);
      if (run === undefined) {
        tell('  the streams did not run side by side - taken again');
        continue;
      }
      const isBusy = run.foreign > foreignLimit;
      tell(
        `  round ${round}/${count} ${Math.round(run.eventsPerS)} events/s, beyond the bound p99.9 ` +
          `${run.beyondP999Ms.toFixed(2)} worst ${run.beyondWorstMs.toFixed(2)} ms, others ${run.foreign.toFixed(2)} cores` +
          (isBusy ? ` - busy, ${attempt < takes ? 'taken again' : 'not measured'}` : ''),
      );
      if (isBusy) continue;
      runs.push(run);
      break;
    }
  }
  return runs.length === count ? runs : undefined;
}

const canPin = spawnSync('taskset', ['-V']).status === 0;

/** A program on a core of its own, where the system can pin. */
function onCore(core: number, { command, args }: Program, more: readonly number[]): ChildProcess {
  const all = [...args, ...more.map(String)];
  const [program, rest] = canPin
    ? ['taskset', ['-c', String(core), command, ...all]]
    : [command, all];
  return spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

async function take(
  programs: Readonly<Record<'serve' | 'drain', Program>>,
  load: Load,
): Promise<Taken | undefined> {
  const before = machineCpu();
  const ownBefore = process.cpuUsage();
  const mock = onCore(0, programs.serve, [load.streams, load.stepMs]);
  try {
    const { url, admin } = await heard<{ url: string; admin: string }>(mock);
    const client = onCore(1, programs.drain, [
      Number(new URL(url).port),
      load.streams,
      load.tokens,
    ]);
    const drained = await heard<{ cpuMs: number }>(client);
    const after = machineCpu();
    mock.send('cpu');
    const served = await heard<{ cpuMs: number }>(mock);
    const own = process.cpuUsage(ownBefore);
    const ownMs = served.cpuMs + drained.cpuMs + (own.user + own.system) / 1000;
    const log = await (await fetch(`${admin}/log?writes`)).text();
    const entries = log.trim().split('\n');
    const figures = judged(entries.map((line): LogEntry => JSON.parse(line)));
    const foreign = before && after ? foreignCores(before, after, ownMs) : 0;
    return figures && { ...figures, foreign };
  } finally {
    mock.kill();
  }
}

async function heard<T>(child: ChildProcess): Promise<T> {
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the bench ended with ${code} before it reported`);
  });
  died.catch(() => undefined);
  const [message] = await Promise.race([once(child, 'message'), died]);
  return message as T;
}

/** Rate and lateness over the time in which every stream runs; absent where there is none. */
function judged(entries: readonly LogEntry[]): Omit<Taken, 'foreign'> | undefined {
  const all = entries.flatMap(({ writes }) => (writes === undefined ? [] : [writes]));
  const from = Math.max(...all.map(({ dueMs }) => dueMs[0] ?? Number.POSITIVE_INFINITY));
  const to = Math.min(...all.map(({ dueMs }) => dueMs.at(-1) ?? 0));
  const steps = new Map<number, number[]>();
  for (const { dueMs, sentMs } of all) {
    dueMs.forEach((due, i) => {
      const sent = sentMs[i];
      if (sent === undefined || due <= from || due >= to) return;
      const step = steps.get(due);
      if (step === undefined) steps.set(due, [sent]);
      else step.push(sent);
    });
  }
  // A second of it at least.
  if (to - from < 1000) return undefined;
  const writes = [...steps].flatMap(([due, sent]) =>
    sent.sort((a, b) => a - b).map((at, k) => ({ at, beyond: at - due - (1 + 0.012 * (k + 1)) })),
  );
  const lastSent = writes.reduce((latest, { at }) => Math.max(latest, at), 0);
  const beyond = writes.map((write) => write.beyond).sort((a, b) => a - b);
  const quantile = (share: number): number =>
    beyond[Math.min(beyond.length - 1, Math.floor(share * beyond.length))] ?? Number.NaN;
  return {
    // Up to the last write: what is late at the end counts against it.
    eventsPerS: writes.length / ((lastSent - from) / 1e3),
    beyondP999Ms: quantile(0.999),
    beyondWorstMs: quantile(1),
  };
}

function median(
  runs: readonly Taken[] | undefined,
  figure: (run: Taken) => number,
): number | undefined {
  if (runs === undefined) return undefined;
  const sorted = runs.map(figure).sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
