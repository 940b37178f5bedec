import type { EndpointProgress } from '../../load/index.ts';

/**
 * How the endpoints stand over all workers, for people to watch. An endpoint is dead when every worker
 * has given it up; the median is that of the workers' own, weighed by what each has completed.
 */
export function mergedProgress(
  perWorker: readonly (readonly EndpointProgress[])[],
): EndpointProgress[] {
  const merged = new Map<string, EndpointProgress[]>();
  for (const boxes of perWorker) {
    for (const box of boxes) merged.set(box.endpoint, [...(merged.get(box.endpoint) ?? []), box]);
  }
  return [...merged].map(([endpoint, boxes]) => {
    const sum = (of: (box: EndpointProgress) => number): number =>
      boxes.reduce((n, box) => n + of(box), 0);
    const loadPoints = boxes.flatMap((b) => (b.loadPoint === undefined ? [] : [b.loadPoint]));
    const timed = boxes.flatMap((b) =>
      b.ttftP50Ms === undefined ? [] : [{ ms: b.ttftP50Ms, weight: Math.max(1, b.completed) }],
    );
    const weight = timed.reduce((n, t) => n + t.weight, 0);
    return {
      endpoint,
      ...(loadPoints.length === 0 ? {} : { loadPoint: Math.max(...loadPoints) }),
      inFlight: sum((b) => b.inFlight),
      sent: sum((b) => b.sent),
      ended: sum((b) => b.ended),
      completed: sum((b) => b.completed),
      failed: sum((b) => b.failed),
      dropped: sum((b) => b.dropped),
      dead: boxes.every((b) => b.dead),
      ...(timed.length === 0
        ? {}
        : { ttftP50Ms: timed.reduce((n, t) => n + t.ms * t.weight, 0) / weight }),
    };
  });
}
