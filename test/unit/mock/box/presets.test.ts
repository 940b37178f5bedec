import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFleet, resolveFleet } from '../../../../src/mock/index.ts';
import { mockFleetSchema } from '../../../../src/spec/index.ts';

const folder = new URL('../../../../fixtures/mock/', import.meta.url);
const presets = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe('the presets of the package', () => {
  it.each(presets)('%s reads and resolves, with its keys', async (name) => {
    const files = await readFleet(new URL(name, folder).pathname);
    expect(files.ok ? [] : files.problems).toEqual([]);
    if (!files.ok) return;
    const boxes = resolveFleet(files.value.fleet);
    expect(boxes.ok ? [] : boxes.problems).toEqual([]);
    for (const box of files.value.fleet.boxes) {
      expect(files.value.keys[box.id]?.length).toBeGreaterThan(0);
    }
  });
});

describe('resolving a box', () => {
  const resolve = (...boxes: readonly object[]) =>
    resolveFleet(
      mockFleetSchema.parse({ boxes: boxes.map((box, i) => ({ id: `b${i}`, ...box })) }),
    );

  it('reads hardware, engine, model and precision from a preset name', () => {
    const boxes = resolve({ preset: '8xh20-141g/vllm-0.10.0/deepseek-v3-fp8' });
    const law = boxes.ok ? boxes.value[0]?.engine.law : undefined;
    expect(boxes).toMatchObject({
      value: [
        { dialect: { server: 'vllm', version: '0.10.0' }, modelPath: 'deepseek-ai/DeepSeek-V3' },
      ],
    });
    expect(law?.gpus).toBe(8);
    // 671.03e9 parameters of one byte and 1/4096 of it in scales: 671.2 GB.
    expect((law?.weightBytes ?? 0) / 1e9).toBeCloseTo(671.2, 1);
    // Latent attention at FP8: 35,136 numbers a token, a copy on each of 8 GPUs.
    expect(law?.kvBytesPerToken).toBeCloseTo(8 * 35_136 * (1 + 4 / 16_384), 3);
  });

  it('lets what is written out stand above the preset', () => {
    const preset = '8xh20-141g/vllm-0.10.0/deepseek-v3-fp8';
    expect(resolve({ preset, law: { mfuPrefill: 0.2 }, engine: { maxNumSeqs: 7 } })).toMatchObject({
      value: [{ engine: { maxNumSeqs: 7, law: { mfuPrefill: 0.2 } } }],
    });
  });

  it('refuses what no box can be: unknown names, a model that does not fit, a circle of errors', () => {
    const expected = (...boxes: readonly object[]): string => {
      const result = resolve(...boxes);
      return result.ok ? 'nothing' : result.problems.map((p) => p.expected).join('; ');
    };
    expect(expected({ preset: '8xh20-141g/vllm-0.10.0/nomodel-fp8' })).toContain(
      'a model of the catalogue',
    );
    expect(expected({ preset: '8xh20-141g/vllm-0.10.0/deepseek-v3-fp17' })).toContain('precision');
    expect(expected({ preset: '1xh20-141g/vllm-0.10.0/deepseek-v3-fp8' })).toContain(
      'leaves memory',
    );
    const law = { gpu: 'h100-80g-sxm', model: 'llama-3.1-8b' };
    expect(
      expected(
        { law, answers: { errorsWith: { box: 'b1', latentCorrelation: 1 } } },
        { law, answers: { errorsWith: { box: 'b0', latentCorrelation: 1 } } },
      ),
    ).toContain('no circle');
  });
});
