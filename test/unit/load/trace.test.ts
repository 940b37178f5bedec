import { describe, expect, it } from 'vitest';
import { parseTrace } from '../../../src/load/index.ts';

const file = 'trace.csv';
const value = (text: string, format: 'azure' | 'mooncake' | 'burstgpt', maxRequests?: number) => {
  const result = parseTrace(text, format, {
    file,
    ...(maxRequests === undefined ? {} : { maxRequests }),
  });
  return result.ok ? result.value : result.problems;
};

describe("Azure's trace", () => {
  // First lines of AzureLLMInferenceTrace_code.csv (Azure Public Dataset, CC-BY-4.0).
  const text = `TIMESTAMP,ContextTokens,GeneratedTokens\r
2023-11-16 18:17:03.9799600,4808,10\r
2023-11-16 18:17:04.0319600,3180,8\r
2023-11-16 18:17:04.0781490,110,27\r
`;

  it('is read relative to its first arrival, to the µs', () => {
    expect(value(text, 'azure')).toEqual([
      { atMs: 0, inputTokens: 4808, outputTokens: 10 },
      { atMs: 52, inputTokens: 3180, outputTokens: 8 },
      { atMs: 98.189, inputTokens: 110, outputTokens: 27 },
    ]);
  });

  it('keeps gaps over midnight, month, leap day and time zone', () => {
    const rows = [
      '2024-02-28 23:59:59',
      '2024-02-29 00:00:00.5',
      '2024-03-01 00:00:00',
      '2024-03-01 02:00:01+02:00',
    ];
    const lines = ['TIMESTAMP,ContextTokens,GeneratedTokens', ...rows.map((r) => `${r},1,1`)];
    const read = value(lines.join('\n'), 'azure');
    expect(read.map((a) => ('atMs' in a ? a.atMs : a))).toEqual([0, 1500, 86_401_000, 86_402_000]);
  });

  it('is cut at the cap', () => {
    expect(value(text, 'azure', 2)).toHaveLength(2);
  });

  it('names the line that is no arrival, or goes back in time', () => {
    const wrong = `${text}soon,1,1\n2023-11-16 18:17:00,1,1\n2023-11-16 18:18:00,1,x\n`;
    expect(value(wrong, 'azure').map((p) => ('line' in p ? p.line : p))).toEqual([5, 6, 7]);
  });

  it('without its header is refused with the header that was expected', () => {
    expect(value('a,b\n1,2\n', 'azure')).toMatchObject([
      { line: 1, expected: expect.stringContaining('ContextTokens') },
    ]);
  });
});

it("Mooncake's trace is read in ms", () => {
  const text =
    '{"timestamp": 27482, "input_length": 6955, "output_length": 52, "hash_ids": [46, 47]}\n' +
    '{"timestamp": 30535, "input_length": 6472, "output_length": 26, "hash_ids": [46]}\n';
  expect(value(text, 'mooncake')).toEqual([
    { atMs: 0, inputTokens: 6955, outputTokens: 52 },
    { atMs: 3053, inputTokens: 6472, outputTokens: 26 },
  ]);
  expect(value('{"timestamp": 1}\n', 'mooncake')).toMatchObject([{ line: 1 }]);
});

it("BurstGPT's trace is read in seconds, a failed request without output tokens", () => {
  const text = `Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type
5,ChatGPT,472,18,490,Conversation log
45.5,ChatGPT,1087,0,1087,API log
`;
  expect(value(text, 'burstgpt')).toEqual([
    { atMs: 0, inputTokens: 472, outputTokens: 18 },
    { atMs: 40_500, inputTokens: 1087 },
  ]);
});

it('an empty trace is refused', () => {
  expect(value('', 'mooncake')).toMatchObject([{ expected: 'at least one arrival' }]);
});
