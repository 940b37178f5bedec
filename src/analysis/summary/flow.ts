import type { RequestRecord } from '../../record/index.ts';
import { growing } from './growing.ts';
import type { MeasurementWindow } from './schema.ts';

/** Rates and concurrency of one block, of all its requests, warm-up included: the flow does not care. */
export interface BlockFlow {
  add(record: RequestRecord): void;
  /** Counts of events inside (start, end], and request-seconds in flight inside it. */
  within(window: MeasurementWindow): FlowCounts;
}

export interface FlowCounts {
  readonly due: number;
  readonly completed: number;
  readonly ended: number;
  /** Task runs whose final request ended inside. */
  readonly taskRunsEnded: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly inFlightMs: number;
}

/**
 * Events are counted in the half-open interval after the window's start, so that N evenly spaced
 * arrivals over N - 1 gaps give their true rate. Output tokens are spread evenly between a request's
 * first and last token, input tokens fall at its first token: work done inside counts, wherever the
 * request began.
 */
export function blockFlow(): BlockFlow {
  const due = growing();
  const sent = growing();
  const end = growing();
  const first = growing();
  const last = growing();
  const input = growing();
  const output = growing();
  const completed = growing();
  const final = growing();
  return {
    add: (r) => {
      due.push(r.dueMs);
      sent.push(r.sentMs ?? Number.NaN);
      end.push(r.endMs ?? Number.NaN);
      first.push(r.firstTokenMs ?? Number.NaN);
      last.push(r.lastTokenMs ?? Number.NaN);
      input.push(r.promptTokens ?? Number.NaN);
      output.push(r.outputTokens ?? Number.NaN);
      completed.push(r.outcome.kind === 'completed' ? 1 : 0);
      final.push(r.final ? 1 : 0);
    },
    within: ({ startMs, endMs }) => {
      const inside = (t: number): boolean => t > startMs && t <= endMs;
      const sum = {
        due: 0,
        completed: 0,
        ended: 0,
        taskRunsEnded: 0,
        inputTokens: 0,
        outputTokens: 0,
        inFlightMs: 0,
      };
      const columns = [due, sent, end, first, last, input, output, completed, final].map((c) =>
        c.values(),
      );
      const at = (column: number, i: number): number => columns[column]?.[i] ?? Number.NaN;
      for (let i = 0; i < (columns[0]?.length ?? 0); i++) {
        if (inside(at(0, i))) sum.due++;
        if (inside(at(2, i))) {
          sum.ended++;
          sum.completed += at(7, i);
          sum.taskRunsEnded += at(8, i);
        }
        sum.inFlightMs += overlap(at(1, i), at(2, i), startMs, endMs);
        const [firstMs, lastMs] = [at(3, i), at(4, i)];
        if (inside(firstMs) && !Number.isNaN(at(5, i))) sum.inputTokens += at(5, i);
        if (Number.isNaN(firstMs) || Number.isNaN(lastMs) || Number.isNaN(at(6, i))) continue;
        if (lastMs > firstMs) {
          const shareInside = overlap(firstMs, lastMs, startMs, endMs) / (lastMs - firstMs);
          sum.outputTokens += at(6, i) * shareInside;
        } else if (inside(lastMs)) sum.outputTokens += at(6, i);
      }
      return sum;
    },
  };
}

/** Length of what [a, b] and [c, d] share; 0 where an end is unknown. */
function overlap(a: number, b: number, c: number, d: number): number {
  const length = Math.min(b, d) - Math.max(a, c);
  return Number.isNaN(length) ? 0 : Math.max(0, length);
}
