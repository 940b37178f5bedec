import { Worker } from 'node:worker_threads';
import { type Clock, ms } from '../../base/index.ts';
import type { DriveEnd, EndpointProgress } from '../../load/index.ts';
import type { SegmentEvent } from '../../record/index.ts';
import { mergedProgress } from './merged-progress.ts';
import type { Walker, WalkerPorts } from './walker.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

/** So long before a block begins the workers are told, for the message to reach each of them in time. */
const BEGIN_LEAD_MS = 20;

/**
 * A walker of several threads, each with its share of the schedule. Lines come to this thread, which
 * alone writes the run directory; blocks begin on all threads at one instant. A thread that breaks
 * ends the run with its error.
 */
export async function workerCrew(
  workers: number,
  start: (worker: number) => WorkerStart,
  clock: Clock,
  ports: WalkerPorts,
): Promise<Walker> {
  const entry = new URL(
    import.meta.url.endsWith('.ts') ? './worker-entry.ts' : './worker-entry.js',
    import.meta.url,
  );
  const threads = Array.from(
    { length: workers },
    (_, worker) => new Worker(entry, { workerData: start(worker) }),
  );
  const tellAll = (message: ToWorker): void => {
    for (const thread of threads) thread.postMessage(message);
  };
  const boxes: (readonly EndpointProgress[])[] = threads.map(() => []);
  const isNews = deathsOnce();
  const barrier = barrierOf(workers, () =>
    tellAll({ kind: 'begin', atMs: clock.now() + BEGIN_LEAD_MS }),
  );
  const answers = threads.map(() => ({
    ready: signal<void>(),
    end: signal<DriveEnd>(),
    closed: signal<void>(),
  }));
  const broken = signal<never>();
  broken.promise.catch(() => undefined);

  for (const [i, thread] of threads.entries()) {
    const answer = answers[i];
    if (answer === undefined) continue;
    thread.on('error', broken.reject);
    thread.on('exit', (code) => {
      if (code !== 0) broken.reject(new Error(`worker ${i} ended with ${code}`));
    });
    thread.on('message', (message: FromWorker) => {
      switch (message.kind) {
        case 'lines':
          for (const line of message.records) ports.records.append(line);
          for (const line of message.prompts) ports.prompts.append(line);
          for (const line of message.segments) if (isNews(line)) ports.segments.append(line);
          for (const line of message.telemetry) ports.telemetry.append(line);
          return;
        case 'at-block':
          barrier.arrive();
          return;
        case 'progress':
          boxes[i] = message.boxes;
          return;
        case 'end':
          answer.end.resolve(message.end);
          return;
        case 'ready':
          answer.ready.resolve();
          return;
        case 'closed':
          answer.closed.resolve();
      }
    });
  }
  const all = async <V>(promises: readonly Promise<V>[]): Promise<V[]> => {
    try {
      return await Promise.race([Promise.all(promises), broken.promise]);
    } catch (error) {
      await Promise.all(threads.map((t) => t.terminate()));
      throw error;
    }
  };

  await all(answers.map((a) => a.ready.promise));
  ports.drain.onCancel(() => tellAll({ kind: 'drain' }));
  ports.cancel.onCancel(() => tellAll({ kind: 'cancel' }));
  if (ports.drain.cancelled) tellAll({ kind: 'drain' });
  return {
    progress: () => mergedProgress(boxes),
    walk: async (order) => {
      for (const answer of answers) answer.end = signal();
      tellAll({ kind: 'walk', order });
      return mergedEnd(await all(answers.map((a) => a.end.promise)));
    },
    close: async () => {
      tellAll({ kind: 'close' });
      await all(answers.map((a) => a.closed.promise));
    },
  };
}

/** The gravest reason, the last instant, what all sent together. */
export function mergedEnd(ends: readonly DriveEnd[]): DriveEnd {
  const [first] = ends;
  if (first === undefined) throw new RangeError('a run of no workers');
  const gravest = (['interrupted', 'aborted', 'limit'] as const).find((reason) =>
    ends.some((e) => e.reason === reason),
  );
  const dead = ends.every((e) => e.reason === 'no-endpoint');
  return ends.reduce(
    (a, b) => ({
      reason: a.reason,
      atMs: ms(Math.max(a.atMs, b.atMs)),
      sent: a.sent + b.sent,
      nextIndex: Math.max(a.nextIndex, b.nextIndex),
    }),
    { ...first, sent: 0, reason: gravest ?? (dead ? 'no-endpoint' : 'done') },
  );
}

/** Every worker finds out for itself that an endpoint died; the run's file tells it once. */
export function deathsOnce(): (event: SegmentEvent) => boolean {
  const dead = new Set<string>();
  return (event) => {
    if (event.kind === 'endpoint-died') {
      if (dead.has(event.endpoint)) return false;
      dead.add(event.endpoint);
    } else if (event.kind === 'endpoint-returned') return dead.delete(event.endpoint);
    return true;
  };
}

function barrierOf(workers: number, open: () => void): { arrive(): void } {
  let waiting = 0;
  return {
    arrive: () => {
      waiting++;
      if (waiting < workers) return;
      waiting = 0;
      open();
    },
  };
}

interface Signal<V> {
  readonly promise: Promise<V>;
  resolve(value: V): void;
  reject(error: unknown): void;
}

function signal<V>(): Signal<V> {
  let resolve: (value: V) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<V>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
