import { readFileSync } from 'node:fs';
import type { OperatingPoint } from '../../src/analysis/index.ts';
import type { Estimate } from '../../src/base/index.ts';

/** Rows of a CSV file without quoted fields, by column name. */
export function readCsv(url: URL): Readonly<Record<string, string>>[] {
  const [head, ...lines] = readFileSync(url, 'utf8').trim().split('\n');
  const names = (head ?? '').trim().split(',');
  return lines.map((line) => {
    const cells = line.trim().split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

const MODELS: Readonly<Record<string, string>> = {
  'deepseek-ai/DeepSeek-V3': 'deepseek-v3',
  'deepseek-ai/DeepSeek-R1': 'deepseek-v3', // one architecture; many rows of one are runs of the other
  'nvidia/DeepSeek-R1-NVFP4': 'deepseek-v3',
  'nvidia/DeepSeek-V3.1-NVFP4': 'deepseek-v3',
  'meta-llama/Llama-3.1-70B': 'llama-3.1-70b',
  'meta-llama/Llama-3.1-8B-Instruct': 'llama-3.1-8b',
  'nvidia/Llama-3.1-8B-Instruct-FP8': 'llama-3.1-8b',
  'openai/gpt-oss-120b': 'gpt-oss-120b',
  'Qwen/Qwen3-235B-A22B-FP8': 'qwen3-235b-a22b',
  'Qwen/Qwen3-32B': 'qwen3-32b',
  'nvidia/Qwen3-32B-NVFP4': 'qwen3-32b',
};

const GPUS: Readonly<Record<string, string>> = {
  h100_sxm: 'h100-80g-sxm',
  h200_sxm: 'h200-141g-sxm',
  b200_sxm: 'b200-180g-sxm',
};

const estimate = (center: number): Estimate => ({
  center,
  confidence: 0.95,
  n: 1,
  method: 'published-mean',
  warnings: [],
});

/** The public serving points as operating points, in the file's order. */
export function siliconPoints(): OperatingPoint[] {
  return readCsv(new URL('../../fixtures/sizing/aiconfigurator-silicon.csv', import.meta.url)).map(
    (row, index) => {
      const number = (name: string): number => Number(row[name] ?? '');
      const model = MODELS[row['model'] ?? ''] ?? '';
      const gpus = number('gpus');
      const attention = Math.max(1, number('attention_dp') || 1);
      const stages = Math.max(1, number('pp') || 1);
      const gptOss = model === 'gpt-oss-120b';
      const four = gptOss ? 'mxfp4' : 'nvfp4';
      const date = model === 'deepseek-v3' ? `@${row['measured'] ?? ''}` : '';
      const [load, isl, osl] = [number('load'), number('isl'), number('osl')];
      const tpot = number('tpot_ms');
      const ttft = number('ttft_ms');
      return {
        endpoint: 'public',
        scenario: 'synthetic',
        loadPoint: index,
        achievedPerS: load / ((ttft + tpot * (osl - 1)) / 1000),
        concurrency: load,
        isl,
        osl,
        ttftMs: estimate(ttft),
        tpotMs: estimate(tpot),
        // Not measured apart from the latencies: an empty figure keeps it out of the fit.
        tokensPerS: estimate(0),
        gpu: GPUS[row['system'] ?? ''] ?? '',
        model,
        count: gpus,
        precision: row['precision'] === 'fp4' || gptOss ? four : (row['precision'] ?? ''),
        kvPrecision: row['precision'] === 'bf16' || gptOss ? 'bf16' : 'fp8',
        tensorParallel: Math.max(1, Math.floor(gpus / attention / stages)),
        pipelineParallel: stages,
        attentionDataParallel: attention,
        framework: row['backend'] ?? '',
        frameworkVersion: `${row['backend_version'] ?? ''}${date}`,
        runs: ['aiconfigurator-silicon'],
        valid: true,
      };
    },
  );
}
