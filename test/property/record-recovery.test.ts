import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readValues, resumeState } from '../../src/edge/files/index.ts';
import { decodeLines, requestRecordCodec } from '../../src/record/index.ts';
import { recordAt } from '../unit/edge/files/record-at.ts';

it('a crash at any byte loses no complete line and doubles none', () => {
  const dir = mkdtempSync(join(tmpdir(), 'steelyard-crash-'));
  const path = join(dir, 'records.jsonl');
  try {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (answers, where) => {
          const records = answers.map((answer, i) => recordAt(i, { answer }));
          const text = records.map((r) => requestRecordCodec.encode(r)).join('');
          writeFileSync(path, text);
          const bytes = Buffer.byteLength(text);
          const cut = Math.round(where * bytes);
          truncateSync(path, cut);
          // Counted on the bytes themselves: a line is complete when its newline survived.
          const complete = Buffer.from(text)
            .subarray(0, cut)
            .filter((b) => b === 0x0a).length;

          const state = resumeState(dir);
          if (!state.ok) throw new Error(JSON.stringify(state.problems));
          expect(state.value.recorded).toBe(complete);
          expect(state.value.nextIndex).toBe(complete);
          for (const r of records) {
            expect(state.value.isRecorded(r.taskRun)).toBe(r.index < complete);
          }
          // What is sent again is appended behind; the whole is then as if nothing had happened.
          const again = records.slice(complete).map((r) => requestRecordCodec.encode(r));
          writeFileSync(path, again.join(''), { flag: 'a' });
          expect(readFileSync(path, 'utf8')).toBe(text);
          expect([...readValues(path, requestRecordCodec)].map((r) => r.kind)).toEqual(
            records.map(() => 'value'),
          );
        },
      ),
      { numRuns: 150 },
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

it('a text in memory is decoded as the file is read: the torn rest apart', () => {
  const text = `${requestRecordCodec.encode(recordAt(0))}{"index":`;
  const { values, problems, torn } = decodeLines(requestRecordCodec, text);
  expect([values.length, problems.length, torn]).toEqual([1, 0, '{"index":']);
});
