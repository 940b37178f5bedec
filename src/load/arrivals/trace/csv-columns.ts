import type { RowReader } from './trace-format.ts';

interface Columns {
  readonly time: string;
  readonly input: string;
  readonly output: string;
  readonly timeMs: (text: string) => number | undefined;
  readonly timeExpected: string;
}

/** Reads lines of a CSV whose columns are found by name; these formats have no quoted fields. */
export function columnReader(
  header: string,
  columns: Columns,
): RowReader | { readonly expected: string } {
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  const at = (name: string): number => names.indexOf(name.toLowerCase());
  const [time, input, output] = [at(columns.time), at(columns.input), at(columns.output)];
  if (time < 0 || input < 0 || output < 0) {
    return { expected: `a header with ${columns.time}, ${columns.input} and ${columns.output}` };
  }
  return (line) => {
    const cells = line.split(',');
    const atMs = columns.timeMs(cells[time] ?? '');
    if (atMs === undefined) return { kind: 'wrong', expected: columns.timeExpected };
    const inputTokens = wholeNumber(cells[input]);
    const outputTokens = wholeNumber(cells[output]);
    if (inputTokens === undefined || outputTokens === undefined) {
      return { kind: 'wrong', expected: 'whole numbers of input and output tokens' };
    }
    const arrival = { atMs, inputTokens };
    return {
      kind: 'arrival',
      arrival: outputTokens === 0 ? arrival : { ...arrival, outputTokens },
    };
  };
}

function wholeNumber(cell: string | undefined): number | undefined {
  const text = (cell ?? '').trim();
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
