import type { RequestRecord, VerdictRecord } from '../../record/index.ts';
import type { LoadPoint } from '../../spec/index.ts';
import { type Place, placeOfRecord } from './place.ts';

/** What a task is, apart from what was answered; absent members where the scenario is not graded. */
export interface TaskFacts {
  readonly category: string;
  readonly cluster: string;
  readonly language: string;
  readonly answerKind: string;
  readonly question: string;
}

/** One measured task run as comparisons see it. */
export interface TaskRunUnit {
  readonly endpoint: string;
  readonly place: Place;
  /** scenario/task: the unit of accuracy. */
  readonly item: string;
  readonly cluster: string;
  readonly repeat: number;
  readonly epoch: number;
  readonly taskRun: string;
  /** Index of its final record. */
  readonly index: number;
  /** Absent where the scenario is not graded. */
  readonly verdict?: VerdictRecord;
  readonly failed: boolean;
  readonly truncated: boolean;
  /** Of all its requests; absent where one of them has none. */
  readonly outputTokens?: number;
  /** Longest prompt of its requests. */
  readonly promptTokens?: number;
}

/** Gathers measured task runs from records, in file order. */
export interface TaskRunUnits {
  add(record: RequestRecord): void;
  units(): readonly TaskRunUnit[];
}

interface Tokens {
  readonly segment: number;
  readonly output: number | undefined;
  readonly prompt: number | undefined;
}

/** A fold over records; what was dropped or cancelled was never asked and makes no unit. */
export function taskRunUnits(
  loadPoints: readonly LoadPoint[],
  verdicts: ReadonlyMap<string, VerdictRecord>,
  factsOf: (scenario: string, task: string) => TaskFacts | undefined,
): TaskRunUnits {
  const units: TaskRunUnit[] = [];
  const places = new Map<string, Place>();
  const pending = new Map<string, Tokens>();

  const placeOf = (r: RequestRecord): Place => {
    const key = `${r.scenario} ${r.strategy} ${r.serialisation ?? '-'} ${r.loadPoint}`;
    const known = places.get(key) ?? placeOfRecord(r, loadPoints);
    places.set(key, known);
    return known;
  };

  return {
    add: (r) => {
      if (r.member !== undefined || r.phase !== 'measured') return;
      const tokens = summed(pending.get(r.taskRun), r);
      if (!r.final) {
        pending.set(r.taskRun, tokens);
        return;
      }
      pending.delete(r.taskRun);
      if (r.outcome.kind === 'dropped' || r.outcome.kind === 'cancelled') return;
      const item = `${r.scenario}/${r.task}`;
      const verdict = verdicts.get(r.taskRun);
      units.push({
        endpoint: r.endpoint,
        place: placeOf(r),
        item,
        cluster: factsOf(r.scenario, r.task)?.cluster ?? item,
        repeat: r.repeat,
        epoch: r.epoch,
        taskRun: r.taskRun,
        index: r.index,
        ...(verdict === undefined ? {} : { verdict }),
        failed: r.outcome.kind === 'failed',
        truncated: r.outcome.kind === 'completed' && r.outcome.finishReason === 'length',
        ...(tokens.output === undefined ? {} : { outputTokens: tokens.output }),
        ...(tokens.prompt === undefined ? {} : { promptTokens: tokens.prompt }),
      });
    },
    units: () => units,
  };
}

/** Turns of an attempt that a resume superseded lie in an earlier segment and do not count. */
function summed(earlier: Tokens | undefined, r: RequestRecord): Tokens {
  const own = { segment: r.segment, output: r.outputTokens, prompt: r.promptTokens };
  if (earlier === undefined || earlier.segment !== r.segment) return own;
  return {
    segment: r.segment,
    output:
      earlier.output === undefined || own.output === undefined
        ? undefined
        : earlier.output + own.output,
    prompt:
      earlier.prompt === undefined
        ? own.prompt
        : own.prompt === undefined
          ? earlier.prompt
          : Math.max(earlier.prompt, own.prompt),
  };
}
