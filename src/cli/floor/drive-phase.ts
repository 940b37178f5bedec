import { performance } from 'node:perf_hooks';
import { type FloorPhase, type FloorSample, summarizePhase } from '../../analysis/index.ts';
import { type Clock, ms } from '../../base/index.ts';
import { undiciTransport } from '../../edge/openai/index.ts';
import type { CancelSignal } from '../../load/index.ts';

/** One load to measure under: streams in parallel, each a chain of answers of `events` at `ratePerS`. */
export interface PhasePlan {
  readonly streams: number;
  readonly ratePerS: number;
  readonly events: number;
  /** From the due time of a stream's answer to that of its next. */
  readonly periodMs: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

const neverCancelled: CancelSignal = { cancelled: false, onCancel: () => undefined };
const timeoutMs = 30_000;

/**
 * Sends through the client that runs use, at due times fixed beforehand and evenly out of step, and
 * summarises what was due after the warm-up.
 */
export async function drivePhase(
  plan: PhasePlan,
  clock: Clock,
  url: string,
  sourceOffsetMs: number | undefined,
): Promise<FloorPhase> {
  const transport = undiciTransport({
    url,
    model: 'floor',
    clock,
    extraBody: { floor_rate: plan.ratePerS },
  });
  try {
    await transport.warm?.(plan.streams);
    const startMs = clock.now() + leadMs;
    const fromMs = startMs + plan.warmUpMs;
    const untilMs = fromMs + plan.measuredMs;
    const samples: FloorSample[] = [];
    const ask = async (dueMs: number): Promise<void> => {
      const exchange = await transport.send(
        {
          messages: [{ role: 'user', content: 'floor' }],
          generation: { maxTokens: plan.events, temperature: 0, ignoreEos: false },
          deadlineMs: ms(clock.now() + timeoutMs),
        },
        neverCancelled,
      );
      if (dueMs >= fromMs) samples.push({ dueMs, exchange });
    };
    let loop = performance.eventLoopUtilization();
    clock.schedule(ms(fromMs), () => {
      loop = performance.eventLoopUtilization();
    });
    const chains = Array.from({ length: plan.streams }, async (_, i) => {
      const firstMs = startMs + (i / plan.streams) * plan.periodMs;
      const asked: Promise<void>[] = [];
      for (let dueMs = firstMs; dueMs < untilMs; dueMs += plan.periodMs) {
        await until(clock, dueMs);
        asked.push(ask(dueMs));
      }
      await Promise.all(asked);
    });
    await Promise.all([until(clock, untilMs), ...chains]);
    const { utilization } = performance.eventLoopUtilization(loop);
    return summarizePhase(samples, {
      streams: plan.streams,
      ratePerS: plan.ratePerS,
      seconds: plan.measuredMs / 1000,
      loopUtilisation: utilization,
      steadyMs: [fromMs + plan.periodMs, untilMs],
      ...(sourceOffsetMs === undefined ? {} : { sourceOffsetMs }),
    });
  } finally {
    await transport.close();
  }
}

const until = (clock: Clock, atMs: number): Promise<void> =>
  new Promise((resolve) => void clock.schedule(ms(atMs), resolve));

/** Between planning and the first due time. */
const leadMs = 20;
