import { describe, expect, it } from 'vitest';
import { compareLenses, lensTableSchema } from '../../../src/analysis/index.ts';
import { ms } from '../../../src/base/index.ts';
import { lenses } from '../../../src/metric/index.ts';
import { completedRecord, failedRecord } from '../../support/records.ts';

/** Request i of a cell: TTFT by vLLM (role message) 40, by ours 50, shifted by i ms. */
const record = (i: number, over: Parameters<typeof completedRecord>[0] = {}) =>
  completedRecord({
    index: i,
    taskRun: `r${i}`,
    dueMs: ms(90 + i),
    sentMs: ms(100),
    firstMessageMs: ms(140 + i),
    firstTokenMs: ms(150 + i),
    lastTokenMs: ms(170 + i),
    endMs: ms(180 + i),
    ...over,
  });

const ids = Object.keys(lenses) as (keyof typeof lenses)[];

describe('the same records under several definitions', () => {
  it('stand side by side with ours, per cell, in a table that its schema accepts', () => {
    const records = [record(0), record(1), record(0, { endpoint: 'box-b' })];
    const table = compareLenses('run-1', records, ids);
    expect(lensTableSchema.parse(JSON.parse(JSON.stringify(table)))).toEqual(table);
    expect(table.cells.map((c) => c.endpoint)).toEqual(['box-a', 'box-b']);
    expect(table.cells[0]?.rows.map((r) => r.definition)).toEqual(['steelyard', ...ids]);
  });

  it('take their percentiles as each tool does', () => {
    // vLLM's TTFT of the four: 40, 41, 42, 43. Linear p50 is 41.5; evalscope's nearest rank, the 2nd, 41.
    // LoadGen's from due, 60 each: index floor(4 x 0.5) = 2. E2E from due is 180 - 90 = 90 for all.
    const table = compareLenses(
      'run-1',
      [0, 1, 2, 3].map((i) => record(i)),
      ids,
    );
    const of = (id: string) => table.cells[0]?.rows.find((r) => r.definition === id);
    expect(of('vllm')?.ttftMs).toMatchObject({ n: 4, p50: 41.5 });
    expect(of('evalscope')?.ttftMs).toMatchObject({ n: 4, p50: 41 });
    expect(of('mlperf')?.e2eMs).toMatchObject({ n: 4, p50: 90 });
  });

  it('print for other tools what the sample cannot support, and say so; ours leaves it out', () => {
    const table = compareLenses(
      'run-1',
      [0, 1, 2, 3].map((i) => record(i)),
      ['vllm'],
    );
    const [ours, vllm] = table.cells[0]?.rows ?? [];
    expect(ours?.ttftMs).not.toHaveProperty('p99');
    expect(vllm?.ttftMs).toMatchObject({ unsupported: ['p50', 'p90', 'p99'] }); // p50 needs 6, p99 368
    expect(vllm?.ttftMs).toHaveProperty('p99');
  });

  it('rank failures above all in ours, and leave them out as every other tool does', () => {
    const good = Array.from({ length: 6 }, (_, i) => record(i));
    const bad = Array.from({ length: 6 }, (_, i) =>
      failedRecord({ index: 10 + i, taskRun: `f${i}`, dueMs: ms(100 + i) }),
    );
    const [ours, vllm] = compareLenses('run-1', [...good, ...bad], ['vllm']).cells[0]?.rows ?? [];
    // Half of twelve failed: the median lies between the slowest that completed and one that never did.
    expect(ours?.ttftMs).not.toHaveProperty('p50');
    expect(vllm?.ttftMs).toMatchObject({ n: 6, p50: 42.5 }); // 40 to 45
  });

  it('leave the warm-up out for all alike', () => {
    const warm = record(5, { phase: 'warmup', firstMessageMs: ms(9000) });
    const [cell] = compareLenses('run-1', [warm, record(0)], ['vllm']).cells;
    expect(cell?.requests).toBe(1);
    expect(cell?.rows[1]?.ttftMs).toMatchObject({ n: 1, mean: 40 });
  });

  it('say why where a definition has no figure', () => {
    const [cell] = compareLenses('run-1', [record(0)], ['mlperf']).cells;
    expect(cell?.rows[1]?.itlMs).toEqual({ absent: 'not reported by this tool' });
  });
});
