/**
 * What every client of the bench has in common: it runs in a process of its own, opens all streams
 * at once, is told by the parent when the source began, and reports CPU and clock errors of the
 * window from one second after that to the end of all streams.
 */

/** One stream's messages as a client saw them. */
export interface StreamSeen {
  /** Content of all events, 19 digits each: when the source sent it, CLOCK_MONOTONIC ns. */
  readonly sent: string;
  /** When each event arrived, CLOCK_MONOTONIC ns. */
  readonly arrivedNs: Float64Array;
}

export interface ClientReport {
  readonly streams: number;
  /** Events whose sending fell into the window. */
  readonly events: number;
  readonly cpuMs: number;
  readonly totalCpuMs: number;
  readonly errorP50Us: number;
  readonly errorP99Us: number;
  readonly utilisation: number;
  /** Memory that the open streams added, one second in. */
  readonly kbPerStream: number;
}

const warmUpMs = 1000;

/** Runs `open` for each stream and reports to the parent. */
export async function runClient(
  open: (url: string) => Promise<StreamSeen>,
  beforeReport: () => Promise<void> = async () => undefined,
): Promise<void> {
  const [portText = '', streamsText = ''] = process.argv.slice(2);
  const url = `http://127.0.0.1:${portText}/v1`;
  const streams = Number(streamsText);
  const rssBefore = process.memoryUsage.rss();
  let rssWithin = rssBefore;
  let windowNs = 0;
  let cpuAt: NodeJS.CpuUsage | undefined;
  let loopAt = performance.eventLoopUtilization();
  process.once('message', (startNs: number) => {
    const waitMs = (startNs - Number(process.hrtime.bigint())) / 1e6 + warmUpMs;
    setTimeout(() => {
      windowNs = Number(process.hrtime.bigint());
      rssWithin = process.memoryUsage.rss();
      cpuAt = process.cpuUsage();
      loopAt = performance.eventLoopUtilization();
    }, waitMs);
  });
  const seen = await Promise.all(Array.from({ length: streams }, () => open(url)));
  const used = process.cpuUsage(cpuAt);
  const { utilization } = performance.eventLoopUtilization(loopAt);
  const errors = clockErrors(seen, windowNs).sort();
  const quantile = (q: number): number => (errors[Math.ceil(q * errors.length) - 1] ?? 0) / 1000;
  const total = process.cpuUsage();
  await beforeReport();
  const report: ClientReport = {
    streams,
    events: errors.length,
    cpuMs: (used.user + used.system) / 1000,
    totalCpuMs: (total.user + total.system) / 1000,
    errorP50Us: quantile(0.5),
    errorP99Us: quantile(0.99),
    utilisation: utilization,
    kbPerStream: (rssWithin - rssBefore) / 1024 / streams,
  };
  process.send?.(report, () => process.exit(0));
}

/** Arrival minus sending, ns, of each event sent in the window. */
function clockErrors(seen: readonly StreamSeen[], windowNs: number): Float64Array {
  const errors: number[] = [];
  for (const { sent, arrivedNs } of seen) {
    const count = sent.length / 19;
    if (count !== arrivedNs.length) {
      throw new Error(`${count} stamps in the content but ${arrivedNs.length} arrivals`);
    }
    for (let i = 0; i < count; i++) {
      const sentNs = Number(sent.slice(i * 19, i * 19 + 19));
      if (sentNs >= windowNs) errors.push((arrivedNs[i] ?? 0) - sentNs);
    }
  }
  return Float64Array.from(errors);
}

/** CLOCK_MONOTONIC in ns at the zero of a ms clock, by the narrowest of several brackets. */
export function zeroNs(nowMs: () => number): number {
  let best = Number.POSITIVE_INFINITY;
  let zero = 0;
  for (let i = 0; i < 50; i++) {
    const before = Number(process.hrtime.bigint());
    const at = nowMs();
    const after = Number(process.hrtime.bigint());
    if (after - before < best) {
      best = after - before;
      zero = (before + after) / 2 - at * 1e6;
    }
  }
  return zero;
}

export const chatBody = {
  model: 'bench',
  stream: true,
  messages: [{ role: 'user', content: 'go' }],
};
