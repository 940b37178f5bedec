import { type ChatMessage, contentHash, type Ms } from '../../base/index.ts';
import type { DropReason, Exchange, Outcome } from '../../record/index.ts';
import { saltOf } from '../schedule/identity.ts';
import type { ScheduledTaskRun } from '../schedule/scheduled-run.ts';
import type { DriveOptions, DrivePorts } from './ports.ts';
import { promptHasher } from './prompt.ts';

/** One request of a task run, as far as it is known before its answer. */
export interface Sending {
  readonly index: number;
  readonly turn: number;
  readonly slot: number | undefined;
  readonly dueMs: Ms;
  readonly toolMs: number | undefined;
  readonly messages: readonly ChatMessage[];
}

/** Writes what the driver sees: numbers the requests, joins plan and wire into records, keeps the prompts. */
export interface Journal {
  readonly nextIndex: number;
  takeIndex(): number;
  /** The salt of a task run, where the plan wants one. */
  saltOf(run: ScheduledTaskRun): string | undefined;
  write(run: ScheduledTaskRun, sending: Sending, exchange: Exchange, final: boolean): void;
  /** The one and final record of a task run that was never sent. */
  writeDropped(run: ScheduledTaskRun, dueMs: Ms, reason: DropReason): void;
}

export function journalOf(ports: DrivePorts, options: DriveOptions): Journal {
  const { worker, workers } = options.share ?? { worker: 0, workers: 1 };
  const hashOf = promptHasher(ports.hash ?? contentHash);
  const kept = new WeakSet<readonly ChatMessage[]>();
  let nextIndex = (options.resume?.nextIndex ?? 0) + worker;

  const takeIndex = (): number => {
    const index = nextIndex;
    nextIndex += workers;
    return index;
  };
  const salt = (run: ScheduledTaskRun): string | undefined =>
    options.prefixCache === 'cold' ? saltOf(options.runId, run.pair) : undefined;
  const keepPrompt = (promptHash: string, messages: readonly ChatMessage[]): void => {
    if (kept.has(messages)) return;
    kept.add(messages);
    ports.prompts.append({ promptHash, messages });
  };
  const write: Journal['write'] = (run, sending, exchange, final) => {
    const promptHash = hashOf(sending.messages);
    const { kind } = exchange.outcome;
    if (kind !== 'dropped') keepPrompt(promptHash, sending.messages);
    const runSalt = kind === 'dropped' ? undefined : salt(run);
    ports.records.append({
      index: sending.index,
      taskRun: run.taskRun,
      turn: sending.turn,
      final,
      endpoint: run.endpoint,
      scenario: run.scenario,
      task: run.task,
      strategy: run.strategy,
      ...(run.serialisation === undefined ? {} : { serialisation: run.serialisation }),
      epoch: run.epoch,
      repeat: run.repeat,
      block: run.block,
      loadPoint: run.loadPoint,
      phase: run.phase,
      segment: options.segment,
      worker,
      ...(sending.slot === undefined ? {} : { slot: sending.slot }),
      dueMs: sending.dueMs,
      ...exchange,
      ...(sending.toolMs === undefined ? {} : { toolMs: sending.toolMs }),
      promptHash,
      ...(runSalt === undefined ? {} : { salt: runSalt }),
    });
  };
  return {
    get nextIndex() {
      return nextIndex;
    },
    takeIndex,
    saltOf: salt,
    write,
    writeDropped(run, dueMs, reason) {
      const step = ports.prepare(run).run.next({ kind: 'start' });
      const messages = step.kind === 'send' ? (step.prompts[0]?.messages ?? []) : [];
      const outcome: Outcome = { kind: 'dropped', reason };
      const sending = { index: takeIndex(), turn: 0, slot: undefined, dueMs, toolMs: undefined };
      write(run, { ...sending, messages }, { outcome }, true);
    },
  };
}
