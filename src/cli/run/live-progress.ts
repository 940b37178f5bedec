import { createLogUpdate } from 'log-update';
import type { EndpointProgress } from '../../load/index.ts';
import { duration } from '../../report/index.ts';
import type { Io } from '../io.ts';

export interface ProgressView {
  /** Called about five times a second; draws, or on no terminal prints a line every 10 s. */
  update(boxes: readonly EndpointProgress[]): void;
  /** Leaves the last state standing. */
  close(boxes: readonly EndpointProgress[]): void;
}

/** Planned task runs of each endpoint, warm-up included; 0 where time ends the run. */
export interface ProgressPlan {
  readonly plannedPerEndpoint: number;
  /** A load point in a few words, by its index. */
  readonly loadPoint: (index: number) => string;
  /** Milliseconds since the run began. */
  readonly elapsedMs: () => number;
  /** One line about the instrument's own health. */
  readonly health: () => string;
}

const PLAIN_EVERY_MS = 10_000;

/** Redrawn in place on a terminal, plain lines every 10 s elsewhere, nothing under --quiet. */
export function progressView(io: Io, plan: ProgressPlan): ProgressView {
  if (io.quiet) return { update: () => undefined, close: () => undefined };
  if (!io.terminal) return plainView(io, plan);
  const draw = createLogUpdate(process.stderr);
  return {
    update: (boxes) => draw(lines(boxes, plan, io).join('\n')),
    close: (boxes) => {
      draw(lines(boxes, plan, io).join('\n'));
      draw.done();
    },
  };
}

function plainView(io: Io, plan: ProgressPlan): ProgressView {
  let lastMs = 0;
  const print = (boxes: readonly EndpointProgress[]): void =>
    io.err(`${lines(boxes, plan, io).join(' | ')}\n`);
  return {
    update: (boxes) => {
      if (plan.elapsedMs() - lastMs < PLAIN_EVERY_MS) return;
      lastMs = plan.elapsedMs();
      print(boxes);
    },
    close: print,
  };
}

function lines(boxes: readonly EndpointProgress[], plan: ProgressPlan, io: Io): string[] {
  const zh = io.lang === 'zh';
  const ended = boxes.reduce((n, b) => n + b.ended, 0);
  const planned = plan.plannedPerEndpoint * boxes.length;
  const share = planned === 0 ? undefined : Math.min(1, ended / planned);
  const elapsed = plan.elapsedMs();
  const left = share === undefined || share === 0 ? undefined : (elapsed / share) * (1 - share);
  const widest = Math.max(...boxes.map((b) => b.endpoint.length), 4);
  const perBox = boxes.map((b) => {
    const parts = [
      b.endpoint.padEnd(widest),
      b.loadPoint === undefined ? '' : plan.loadPoint(b.loadPoint),
      zh ? `在途 ${b.inFlight}` : `in flight ${b.inFlight}`,
      zh
        ? `已完成 ${b.ended}/${plan.plannedPerEndpoint || '?'}`
        : `ended ${b.ended}/${plan.plannedPerEndpoint || '?'}`,
      b.ttftP50Ms === undefined ? '' : `TTFT p50 ${duration(b.ttftP50Ms)}`,
      zh ? `失败 ${b.failed}` : `failed ${b.failed}`,
      b.dead ? (zh ? '已失联' : 'DEAD') : '',
    ];
    return parts.filter((p) => p !== '').join('  ');
  });
  const total =
    (share === undefined ? '' : `${(share * 100).toFixed(0)}%  `) +
    (zh ? `用时 ${duration(elapsed)}` : `elapsed ${duration(elapsed)}`) +
    (left === undefined ? '' : zh ? `  约剩 ${duration(left)}` : `  about ${duration(left)} left`) +
    `  ${plan.health()}`;
  return [...perBox, total.trimEnd()];
}
