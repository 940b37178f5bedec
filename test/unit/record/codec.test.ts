import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ms, tokens } from '../../../src/base/index.ts';
import {
  decodeManifest,
  type LineCodec,
  promptRecordCodec,
  type RequestRecord,
  requestRecordCodec,
  segmentEventCodec,
  telemetrySampleCodec,
  verdictRecordCodec,
  withoutContent,
} from '../../../src/record/index.ts';

const record: RequestRecord = {
  index: 3,
  taskRun: '00ff00ff00ff00ff',
  turn: 1,
  final: true,
  endpoint: 'box-a',
  scenario: 'sales',
  task: 't1',
  strategy: 'inline',
  serialisation: 'markdown',
  epoch: 0,
  repeat: 2,
  block: 5,
  loadPoint: 1,
  phase: 'measured',
  segment: 0,
  worker: 0,
  slot: 7,
  dueMs: ms(10.0004),
  sentMs: ms(10.0006),
  endMs: ms(99.5),
  messageGapsUs: [100, 20_000],
  messageKinds: 'rcf',
  promptTokens: tokens(12),
  tokenSource: 'usage',
  outcome: { kind: 'completed', finishReason: 'stop' },
  answer: '十一月\n"12.5%"\u2028',
  toolCalls: [{ id: 'c', name: 'query', arguments: '{}' }],
  promptHash: 'ab',
};
const raw = (over: Record<string, unknown>): string => JSON.stringify({ ...record, ...over });
const complaint = (line: string) => {
  const result = requestRecordCodec.decode(line, 9);
  return result.ok ? 'accepted' : result.problems.map((p) => [p.line, p.path, p.seen]);
};

describe('a line of records.jsonl', () => {
  it('is one line, instants rounded to whole µs, whatever the answer holds', () => {
    const line = requestRecordCodec.encode(record);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    const decoded = requestRecordCodec.decode(line.slice(0, -1), 1);
    // 10.0004 ms is 10 000.4 µs: 10.000; 10.0006 ms: 10.001.
    expect(decoded.ok && decoded.value).toEqual({ ...record, dueMs: 10, sentMs: 10.001 });
  });

  it('keeps a missing value missing', () => {
    const line = requestRecordCodec.encode(record);
    expect(line).not.toContain('firstTokenMs');
    expect(line).not.toContain('null');
  });

  it.each([
    ['a field of the wrong kind', raw({ index: '3' }), [[9, 'index', '"3"']]],
    ['null for no value', raw({ firstTokenMs: null }), [[9, 'firstTokenMs', 'null']]],
    ['an unknown field', raw({ firstChunkMs: 3 }), [[9, 'firstChunkMs', '3']]],
    ['a negative gap', raw({ messageGapsUs: [1, -1] }), [[9, 'messageGapsUs', '[1,-1]']]],
    ['an unknown letter', raw({ messageKinds: 'rx' }), [[9, 'messageKinds', '"rx"']]],
    [
      'an unknown drop reason',
      raw({ outcome: { kind: 'dropped', reason: 'tired' } }),
      [[9, 'outcome', '{"kind":"dropped","reason":"tired"}']],
    ],
    [
      'two fields at once',
      raw({ turn: -1, phase: 'drain' }),
      [
        [9, 'turn', '-1'],
        [9, 'phase', '"drain"'],
      ],
    ],
    ['a missing field', raw({ promptHash: undefined }), [[9, 'promptHash', 'nothing']]],
    ['half a line', '{"index":3,"task', [[9, undefined, '{"index":3,"task']]],
    ['an array', '[]', [[9, undefined, '[]']]],
  ])('with %s is refused with its line and place', (_, line, expected) => {
    expect(complaint(line)).toEqual(expected);
  });

  it('keeps no answer when the store is hash, yet equal answers stay equal', () => {
    const redacted = withoutContent(record);
    expect(JSON.stringify(redacted)).not.toContain('十一月');
    expect(redacted.answer).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(withoutContent(record).answer).toBe(redacted.answer);
    expect(redacted.toolCalls?.[0]?.name).toBe('query');
  });
});

describe('lines of the other files', () => {
  const reread = <V>(codec: LineCodec<V>, value: V): unknown => {
    const decoded = codec.decode(codec.encode(value).trimEnd(), 1);
    return decoded.ok ? decoded.value : decoded.problems;
  };

  it('are read as they were written', () => {
    const verdict = {
      taskRun: 'x',
      index: 3,
      task: 't',
      kind: 'ungraded' as const,
      expected: '1',
      why: 'no-answer: empty',
      rule: 'number',
      score: 0,
    };
    expect(reread(verdictRecordCodec, verdict)).toEqual(verdict);
    const died = {
      kind: 'endpoint-died' as const,
      segment: 1,
      atMs: ms(5),
      endpoint: 'a',
      why: 'w',
    };
    expect(reread(segmentEventCodec, died)).toEqual(died);
    const page = {
      kind: 'page' as const,
      segment: 0,
      atMs: ms(1),
      endpoint: 'a',
      source: 'engine' as const,
      samples: [{ name: 'vllm:num_requests_running', labels: { model: 'm' }, value: 3 }],
    };
    expect(reread(telemetrySampleCodec, page)).toEqual(page);
  });

  it('refuse what their schema does not know', () => {
    expect(segmentEventCodec.decode('{"kind":"pause","segment":0}', 2)).toMatchObject({
      ok: false,
      problems: [{ file: 'segments.jsonl', line: 2 }],
    });
  });

  it('hold any text of a prompt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (content) => {
        const prompt = { promptHash: 'h', messages: [{ role: 'user' as const, content }] };
        const line = promptRecordCodec.encode(prompt);
        expect(line.split('\n')).toHaveLength(2);
        expect(reread(promptRecordCodec, prompt)).toEqual(prompt);
      }),
    );
  });
});

it('a manifest of another version is refused by its schema name', () => {
  const result = decodeManifest('{"schema":"steelyard.manifest/9"}', 'run/manifest.json');
  expect(result.ok ? [] : result.problems[0]).toMatchObject({
    file: 'run/manifest.json',
    path: 'schema',
    seen: '"steelyard.manifest/9"',
  });
});
