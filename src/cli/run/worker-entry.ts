import { parentPort, workerData } from 'node:worker_threads';
import { type Ms, ms, type Sink } from '../../base/index.ts';
import { systemClock } from '../../edge/clock.ts';
import { sandboxedSqlEngine } from '../../edge/sql/index.ts';
import type { DirectEndpoint } from '../../spec/index.ts';
import { cancelSwitch } from './cancel-switch.ts';
import { wireEndpoints } from './endpoint-wiring.ts';
import { preparePort, prepareScenarios } from './prepared-scenario.ts';
import { walkerOn } from './walker.ts';
import type { FromWorker, ToWorker, WorkerLines, WorkerStart } from './worker-messages.ts';

/** One thread of a run: drives its share of every schedule it is given and hands its lines to the main thread. */
async function serve(start: WorkerStart): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('this file runs as a worker thread of a run');
  const say = (message: FromWorker): void => port.postMessage(message);
  const clock = systemClock(start.zeroNs);
  const drain = cancelSwitch();
  const cancel = cancelSwitch();
  const outbox = outboxTo((lines) => say({ kind: 'lines', ...lines }));
  const engine = sandboxedSqlEngine();
  const scenarios = await prepareScenarios(start.bundles, engine, start.setup.plan);
  const direct = start.fleet.endpoints.filter(
    (e): e is DirectEndpoint => 'url' in e && start.models.has(e.id),
  );
  const wirings = wireEndpoints(start.fleet, direct, start.fleetFile);
  if (!scenarios.ok || !wirings.ok)
    throw new Error('what the main thread could read, a worker cannot');

  let begin = (_at: Ms): void => undefined;
  drain.signal.onCancel(() => begin(clock.now()));
  const walker = walkerOn(
    start.setup,
    {
      ...outbox.sinks,
      segments: only(outbox.sinks.segments, ({ kind }) => {
        // One clock, one host: the first worker tells of its steps.
        return kind !== 'clock-step' || start.setup.share.worker === 0;
      }),
      drain: drain.signal,
      cancel: cancel.signal,
    },
    {
      clock,
      endpoints: wirings.value.map((wiring) => ({
        wiring,
        model: start.models.get(wiring.endpoint.id) ?? '',
      })),
      prepare: preparePort(scenarios.value),
      beginBlock: ({ index }) =>
        new Promise<Ms>((resolve) => {
          if (drain.signal.cancelled) {
            resolve(clock.now());
            return;
          }
          begin = (at) => {
            begin = () => undefined;
            clock.schedule(at, () => resolve(at));
          };
          say({ kind: 'at-block', block: index });
        }),
    },
  );
  const telling = setInterval(() => say({ kind: 'progress', boxes: walker.progress() }), TELL_MS);

  port.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'walk':
        // A rejection is a defect: unhandled, it ends this thread and reaches the main one as an error.
        void walker.walk(message.order).then((end) => {
          outbox.flush();
          say({ kind: 'progress', boxes: walker.progress() });
          say({ kind: 'end', end });
        });
        return;
      case 'begin':
        begin(ms(message.atMs));
        return;
      case 'drain':
        drain.cancel();
        return;
      case 'cancel':
        cancel.cancel();
        return;
      case 'close':
        clearInterval(telling);
        void Promise.all([walker.close(), engine.close()]).then(() => {
          outbox.flush();
          say({ kind: 'closed' });
          port.close();
        });
    }
  });
  say({ kind: 'ready' });
}

const TELL_MS = 200;

/** Lines of one turn of the event loop go together; none waits for longer. */
function outboxTo(send: (lines: WorkerLines) => void) {
  const empty = () => ({
    records: [] as WorkerLines['records'][number][],
    prompts: [] as WorkerLines['prompts'][number][],
    segments: [] as WorkerLines['segments'][number][],
    telemetry: [] as WorkerLines['telemetry'][number][],
  });
  let waiting = empty();
  let timer: NodeJS.Immediate | undefined;
  const flush = (): void => {
    if (timer === undefined) return;
    clearImmediate(timer);
    timer = undefined;
    const lines = waiting;
    waiting = empty();
    send(lines);
  };
  const sink = <V>(add: (line: V) => void): Sink<V> => ({
    append: (line) => {
      add(line);
      timer ??= setImmediate(flush);
    },
    flush: () => Promise.resolve(),
  });
  const known = new Set<string>();
  return {
    flush,
    sinks: {
      records: sink<WorkerLines['records'][number]>((line) => waiting.records.push(line)),
      prompts: sink<WorkerLines['prompts'][number]>((line) => {
        // A long prompt crosses the threads once.
        if (known.has(line.promptHash)) return;
        known.add(line.promptHash);
        waiting.prompts.push(line);
      }),
      segments: sink<WorkerLines['segments'][number]>((line) => waiting.segments.push(line)),
      telemetry: sink<WorkerLines['telemetry'][number]>((line) => waiting.telemetry.push(line)),
    },
  };
}

const only = <V>(sink: Sink<V>, wanted: (line: V) => boolean): Sink<V> => ({
  append: (line) => {
    if (wanted(line)) sink.append(line);
  },
  flush: () => sink.flush(),
});

await serve(workerData as WorkerStart);
