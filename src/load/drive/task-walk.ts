import { type ChatMessage, type Clock, type Ms, ms, type ToolCall } from '../../base/index.ts';
import type { Exchange, Outcome } from '../../record/index.ts';
import type { TaskAnswer, TaskPrompt, TaskStep } from '../../task/index.ts';
import type { ScheduledTaskRun } from '../schedule/scheduled-run.ts';
import type { ChatRequest } from '../transport.ts';
import type { RequestCancel } from './cancel-scope.ts';
import type { CostGuard } from './cost-guard.ts';
import type { Journal } from './journal.ts';
import type { Lane } from './lane.ts';
import type { LivenessChange } from './liveness.ts';
import type { DrivePorts, PreparedTask } from './ports.ts';
import { salted } from './prompt.ts';
import type { Sleeper } from './sleep.ts';

/** What the task runs of a drive share. */
export interface Walk {
  readonly ports: DrivePorts;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly guard: CostGuard;
  readonly sleeper: Sleeper;
  readonly timeoutMs: number;
  /** A cancel signal for one request. */
  openCancel(): RequestCancel;
  /** To be told when a task run was left unfinished, for a resume. */
  leftUnfinished(): void;
  livenessChanged(endpoint: string, change: LivenessChange): void;
}

/** Where and when a task run begins. */
export interface Start {
  readonly lane: Lane;
  readonly slot: number;
  readonly dueMs: Ms;
  /** Between an answer and the next turn (sessions). */
  readonly thinkTimeMs: number;
}

/**
 * Walks one task run from its first request to its end in its slot, and returns the instant at which
 * it ended. The first request was admitted by the caller (limits, pace); later ones are here. Leaves
 * exactly one final record, or none where an interrupt cut it (a resume sends it again).
 */
export async function walkTask(walk: Walk, run: ScheduledTaskRun, start: Start): Promise<Ms> {
  const { clock, journal } = walk;
  const task = walk.ports.prepare(run);
  const deadlineMs = ms(clock.now() + Math.min(task.timeoutMs ?? walk.timeoutMs, walk.timeoutMs));
  let at: Position = { turn: 0, dueMs: start.dueMs, toolMs: undefined, messages: [] };
  let step = task.run.next({ kind: 'start' });

  const close = (outcome: Outcome): Ms => {
    const { turn, dueMs, toolMs, messages } = at;
    const sending = { index: journal.takeIndex(), turn, slot: start.slot, dueMs, toolMs, messages };
    journal.write(run, sending, { outcome }, true);
    if (outcome.kind === 'dropped') start.lane.gauge.dropped++;
    return clock.now();
  };

  for (;;) {
    if (step.kind === 'done') return close(endedUnsent(step.why));
    if (step.kind === 'tool') {
      const { results, toolMs } = await callTools(task, step.calls);
      at = { ...at, dueMs: clock.now(), toolMs: (at.toolMs ?? 0) + toolMs };
      step = task.run.next({ kind: 'tools', results });
      continue;
    }
    const answers: TaskAnswer[] = [];
    let next: TaskStep | undefined;
    for (const [i, prompt] of step.prompts.entries()) {
      at = { ...at, messages: prompt.messages };
      if (at.turn > 0) {
        const dueMs = await untilDue(walk, start, at.dueMs + (i === 0 ? start.thinkTimeMs : 0));
        if (dueMs === undefined || walk.ports.drain.cancelled) {
          walk.leftUnfinished();
          return clock.now();
        }
        at = { ...at, dueMs };
        const refusal = refusedTurn(walk, start.lane, deadlineMs);
        if (refusal !== undefined) return close(refusal);
      }
      const index = journal.takeIndex();
      const exchange = await send(walk, run, start.lane, requestOf(task, prompt, deadlineMs));
      answers.push(answerOf(exchange));
      // Asked before the record is written: whether this was the last request is a part of it.
      if (i === step.prompts.length - 1) next = task.run.next({ kind: 'answers', answers });
      const cut = exchange.outcome.kind === 'cancelled' && walk.ports.cancel.cancelled;
      const final = next?.kind === 'done' && !cut;
      journal.write(run, { index, slot: start.slot, ...at }, exchange, final);
      const endMs = exchange.endMs ?? clock.now();
      if (cut) {
        walk.leftUnfinished();
        return endMs;
      }
      if (final) return endMs;
      at = { ...at, turn: at.turn + 1, dueMs: endMs, toolMs: undefined };
    }
    // A step of no prompts would never end; it is a defect of the strategy and must not pass silently.
    if (next === undefined) throw new RangeError(`${run.strategy} asked to send nothing`);
    step = next;
  }
}

interface Position {
  readonly turn: number;
  readonly dueMs: Ms;
  readonly toolMs: number | undefined;
  readonly messages: readonly ChatMessage[];
}

const requestOf = (task: PreparedTask, prompt: TaskPrompt, deadlineMs: Ms): ChatRequest => ({
  messages: prompt.messages,
  generation: task.generation,
  ...(prompt.tools === undefined ? {} : { tools: prompt.tools }),
  deadlineMs,
});

/** Waits for a later turn's time and for the endpoint's rate limit; the due time, or undefined on an interrupt. */
async function untilDue(walk: Walk, start: Start, dueMs: number): Promise<Ms | undefined> {
  const { sleeper, clock } = walk;
  if (!(await sleeper.until(dueMs))) return undefined;
  const allowedMs = start.lane.pace.book(clock.now());
  if (allowedMs <= clock.now()) return ms(dueMs);
  return (await sleeper.until(allowedMs)) ? ms(allowedMs) : undefined;
}

/** Why a later turn may not be sent; its record ends the task run. */
function refusedTurn(walk: Walk, lane: Lane, deadlineMs: Ms): Outcome | undefined {
  const now = walk.clock.now();
  if (now >= deadlineMs) {
    const message = 'the task run reached its deadline between two requests';
    return { kind: 'failed', stage: 'deadline', code: 'timeout-task', message };
  }
  if (lane.liveness.admit(now) === 'dead') return { kind: 'dropped', reason: 'endpoint-dead' };
  if (!walk.guard.take()) return { kind: 'dropped', reason: walk.guard.dropReason };
  return undefined;
}

async function send(
  walk: Walk,
  run: ScheduledTaskRun,
  lane: Lane,
  request: ChatRequest,
): Promise<Exchange> {
  const salt = walk.journal.saltOf(run);
  const messages = salt === undefined ? request.messages : salted(request.messages, salt);
  lane.gauge.sent++;
  lane.gauge.inFlight++;
  const cancel = walk.openCancel();
  const exchange = await lane.transport.send({ ...request, messages }, cancel.signal);
  cancel.end();
  lane.gauge.inFlight--;
  lane.gauge.observe(exchange);
  walk.guard.observe(exchange);
  const change = lane.liveness.observe(exchange.outcome, walk.clock.now());
  if (change !== undefined) walk.livenessChanged(run.endpoint, change);
  return exchange;
}

/** A strategy may end after a tool call; the end is recorded as a request that was not sent. */
const endedUnsent = (why: string | undefined): Outcome => ({
  kind: 'failed',
  stage: 'protocol',
  code: why ?? 'ended-without-answer',
  message: 'the strategy ended the task run without a further request',
});

async function callTools(task: PreparedTask, calls: readonly ToolCall[]) {
  if (task.toolBox === undefined) throw new RangeError('a task run asks for tools and has none');
  const results = [];
  let toolMs = 0;
  for (const call of calls) {
    const result = await task.toolBox.call(call);
    toolMs += result.elapsedMs;
    results.push(result);
  }
  return { results, toolMs };
}

function answerOf(exchange: Exchange): TaskAnswer {
  const { outcome, answer, toolCalls, promptTokens, outputTokens } = exchange;
  return {
    completed: outcome.kind === 'completed',
    text: answer ?? '',
    toolCalls: toolCalls ?? [],
    ...(outcome.kind === 'completed' ? { finishReason: outcome.finishReason } : {}),
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  };
}
