import { readFileSync } from 'node:fs';
import { type Floor, floorSchema } from '../../analysis/index.ts';
import { fail, ok, type Result } from '../../base/index.ts';
import { hostFacts } from './measure-floor.ts';

/** Reads a file that `steelyard floor --out` wrote on a machine like this one; another's says nothing here. */
export function readFloor(file: string): Result<Floor> {
  const hint = 'steelyard floor --out floor.json writes one';
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    return fail({ file, expected: 'a readable JSON file', seen, hint });
  }
  const floor = floorSchema.safeParse(value);
  if (floor.success) {
    const there = machine(floor.data.host);
    const here = machine(hostFacts());
    return there === here
      ? ok(floor.data)
      : fail({ file, path: 'host', expected: `this machine, ${here}`, seen: there, hint });
  }
  const [issue] = floor.error.issues;
  const path = issue?.path.join('.') ?? '';
  return fail({
    file,
    ...(path === '' ? {} : { path }),
    expected: 'a floor of schema steelyard.floor/1',
    seen: issue?.message ?? 'something else',
    hint,
  });
}

const machine = ({ platform, cpus, cpuModel }: Floor['host']): string =>
  `${platform}, ${cpus} x ${cpuModel ?? 'unknown CPU'}`;
