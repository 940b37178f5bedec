import type { Cell, Figure, Latency, PercentileName } from '../../analysis/index.ts';
import { absentCell, cell, type TableCell } from '../document/document.ts';
import { duration, durationEnds, number3, percent } from '../format.ts';
import type { Words } from '../words/index.ts';

/** A figure that may be absent, written by `text`. */
export const figureCell = (figure: Figure, text: (n: number) => string = number3): TableCell =>
  typeof figure === 'number' ? cell(text(figure)) : absentCell(figure.absent);

/** A percentile with its interval, in ms or s. */
export function percentileCell(latency: Latency, name: PercentileName, words: Words): TableCell {
  if (!('count' in latency)) return absentCell(latency.absent);
  const value = latency[name];
  if (value === undefined) return absentCell(latency.absent[name] ?? 'not estimable');
  const ci = latency.ci95[name];
  return cell(
    duration(value),
    ci === undefined ? undefined : words.interval95(...durationEnds(ci[0], ci[1])),
  );
}

/** An estimate of a latency as the ranking carries it. */
export function estimateCell(
  estimate:
    | { readonly value: number; readonly ci95?: readonly [number, number] | undefined }
    | { readonly absent: string },
  words: Words,
): TableCell {
  if ('absent' in estimate) return absentCell(estimate.absent);
  const { value, ci95 } = estimate;
  return cell(
    duration(value),
    ci95 === undefined ? undefined : words.interval95(...durationEnds(ci95[0], ci95[1])),
  );
}

/** An accuracy with its interval and number of items. */
export function accuracyCell(
  accuracy:
    | {
        readonly value?: number | undefined;
        readonly ci95?: readonly [number, number] | undefined;
        readonly n: number;
      }
    | { readonly absent: string }
    | undefined,
  words: Words,
): TableCell {
  if (accuracy === undefined) return absentCell('not graded');
  if ('absent' in accuracy) return absentCell(accuracy.absent);
  if (accuracy.value === undefined) return absentCell('no item was graded');
  const { value, ci95, n } = accuracy;
  const interval =
    ci95 === undefined ? '' : `${words.interval95(percent(ci95[0]), percent(ci95[1]))}\n`;
  return cell(percent(value), `${interval}n=${n}`);
}

/** "concurrency 16", "poisson 2 per s". */
export function loadPointText(loadPoint: Cell['loadPoint'], words: Words): string {
  const { kind } = loadPoint;
  const concurrency = loadPoint['concurrency'];
  const rate = loadPoint['ratePerS'];
  if (typeof concurrency === 'number') return words.loadPoint(kind, String(concurrency));
  if (typeof rate === 'number') return words.loadPoint(kind, `${number3(rate)}/s`);
  return words.loadPoint(kind, String(loadPoint.index));
}
