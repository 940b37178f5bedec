import type { Program } from './build.ts';
import { type Shape, type Taken, take } from './measure.ts';

/** Runs taken while others used more than this many cores are taken again. */
export const defaultForeignLimit = 0.3;
const takes = 3;

/** The rounds of one shape: per client the runs that count, fewer than planned where it was busy. */
export type Rounds = ReadonlyMap<string, readonly Taken[]>;

/** Interleaved rounds: each client once per round, so that all see the same weather. */
export async function rounds(
  source: Program,
  clients: ReadonlyMap<string, Program>,
  shape: Shape,
  count: number,
  foreignLimit: number,
  tell: (line: string) => void,
): Promise<Rounds> {
  const taken = new Map<string, Taken[]>([...clients.keys()].map((name) => [name, []]));
  for (let round = 1; round <= count; round++) {
    for (const [name, client] of clients) {
      for (let attempt = 1; attempt <= takes; attempt++) {
        const run = await take(source, client, shape);
        const isBusy = (run.foreign ?? 0) > foreignLimit;
        tell(
          `  round ${round}/${count} ${name.padEnd(8)} ${Math.round(run.eventsPerCpuS)} events/CPU-s, ` +
            `error p50 ${Math.round(run.errorP50Us)} p99 ${Math.round(run.errorP99Us)} us, ` +
            `loop ${run.utilisation.toFixed(2)}, others ${(run.foreign ?? 0).toFixed(2)} cores` +
            (isBusy ? ` - busy, ${attempt < takes ? 'taken again' : 'not measured'}` : ''),
        );
        if (isBusy) continue;
        taken.get(name)?.push(run);
        break;
      }
    }
  }
  return taken;
}

/** Median of a figure over the runs of a client; absent unless every round was measured. */
export function medianOf(
  all: Rounds,
  client: string,
  count: number,
  figure: (run: Taken) => number,
): number | undefined {
  const runs = all.get(client) ?? [];
  if (runs.length < count) return undefined;
  const sorted = runs.map(figure).sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
