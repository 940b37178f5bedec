import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ms } from '../../../src/base/index.ts';
import { paintMarks } from '../../../src/cli/paint-marks.ts';
import { openRunLog } from '../../../src/cli/run/run-log.ts';
import type { EndpointIdentity } from '../../../src/record/index.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'steelyard-run-log-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const answered: EndpointIdentity = {
  endpoint: 'box-a',
  preflight: { kind: 'ok', ttftMs: 12 },
  servedModel: 'm',
};
const silent: EndpointIdentity = {
  endpoint: 'box-b',
  preflight: { kind: 'failed', cause: 'connection refused', cure: 'start the server' },
};
const lines = (): Record<string, unknown>[] =>
  readFileSync(join(directory, 'run.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const never = (text: string): void => {
  throw new Error(text);
};

test('a run log tells preflight, start, interrupts, problems and the end, in their order', () => {
  const log = openRunLog(directory, false, never);
  log.started('r-1', [answered, silent], 0);
  log.said('interrupted: what is in flight ends\n');
  log.problem({ file: 'records.jsonl', path: 'x', expected: 'room', seen: 'ENOSPC' });
  log.ended({ reason: 'interrupted', atMs: ms(5), sent: 3, nextIndex: 3 });
  log.close();
  // pino's levels: 30 info, 40 warn, 50 error.
  expect(lines().map((l) => [l['level'], l['msg'], l['endpoint']])).toEqual([
    [30, 'preflight ok', 'box-a'],
    [40, 'preflight failed, endpoint skipped', 'box-b'],
    [30, 'run started', undefined],
    [40, 'interrupted: what is in flight ends', undefined],
    [50, expect.stringContaining('ENOSPC'), undefined],
    [30, 'segment ended', undefined],
  ]);
  expect(lines()[5]).toMatchObject({ reason: 'interrupted', sent: 3 });
});

test('a resumed run goes on in the same file', () => {
  for (const recorded of [0, 7]) {
    const log = openRunLog(directory, false, never);
    log.started('r-1', [], recorded);
    log.close();
  }
  expect(lines().map((l) => [l['msg'], l['recorded']])).toEqual([
    ['run started', 0],
    ['run resumed', 7],
  ]);
});

test('-v adds what each endpoint said it is', () => {
  const log = openRunLog(directory, true, never);
  log.started('r-1', [answered], 0);
  log.close();
  expect(lines().find((l) => l['msg'] === 'endpoint identity')).toMatchObject({ servedModel: 'm' });
});

test('a log that cannot be opened is told once and does not stop the run', () => {
  const told: string[] = [];
  mkdirSync(join(directory, 'run.log'));
  const log = openRunLog(directory, false, (text) => told.push(text));
  log.started('r-1', [answered], 0);
  log.close();
  expect(told).toEqual([expect.stringMatching(/^run\.log: .*EISDIR/)]);
});

test('marks at the beginning of a line take colour and keep their words', () => {
  const green = '\u001b[32m';
  const off = '\u001b[39m';
  expect(paintMarks('[ok] fine\n')).toBe(`${green}[ok]${off} fine\n`);
  expect(paintMarks('x\nPASS  ttft\n')).toBe(`x\n${green}PASS${off}  ttft\n`);
});

test('marks inside a line are text', () => {
  const text = 'the answer was [ok] and PASS \nPASSED [!!]\n';
  expect(paintMarks(text)).toBe(text);
});
