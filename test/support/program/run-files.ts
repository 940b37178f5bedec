import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeLines, type RequestRecord, requestRecordCodec } from '../../../src/record/index.ts';

/** The whole lines of records.jsonl; what a crash tore off at its end is left out. */
export function recordsIn(directory: string): readonly RequestRecord[] {
  const file = join(directory, 'records.jsonl');
  if (!existsSync(file)) return [];
  const { values, problems } = decodeLines(requestRecordCodec, readFileSync(file, 'utf8'));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return values;
}

/** A JSON file of a run directory. */
export const jsonIn = (directory: string, name: string): unknown =>
  JSON.parse(readFileSync(join(directory, name), 'utf8'));
