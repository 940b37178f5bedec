import type { OperatingPoint } from '../../src/analysis/index.ts';
import type { Estimate } from '../../src/base/index.ts';
import { random } from '../../src/base/index.ts';
import { type Calibration, fitCalibration, predict } from '../../src/sizing/index.ts';
import { readCsv } from './silicon.ts';

const fixture = (name: string): URL => new URL(`../../fixtures/sizing/${name}`, import.meta.url);
const estimate = (center: number): Estimate => ({
  center,
  confidence: 0.95,
  n: 1,
  method: 'published-mean',
  warnings: [],
});

/**
 * Relative errors of whole-request time on H20 at batch 1 (Qwen's speed benchmark, SGLang), predicted from
 * `calibration`, which holds no point of that GPU.
 */
export function h20Errors(calibration: Calibration | undefined): number[] {
  const models: Readonly<Record<string, string>> = {
    'Qwen3-8B': 'qwen3-8b',
    'Qwen3-32B': 'qwen3-32b',
    'Qwen3-30B-A3B': 'qwen3-30b-a3b',
    'Qwen3-235B-A22B': 'qwen3-235b-a22b',
  };
  const precisions = { BF16: 'bf16', FP8: 'fp8', 'AWQ-INT4': 'int4' } as const;
  return readCsv(fixture('qwen3-h20-speed.csv')).flatMap((row) => {
    const model = models[row['Model'] ?? ''];
    const quantisation = row['Quantization'];
    const speed = Number(row['Speed (tokens/s)']);
    const known = quantisation === 'BF16' || quantisation === 'FP8' || quantisation === 'AWQ-INT4';
    if (model === undefined || !known || !(speed > 0)) return [];
    if (!(row['engine'] ?? '').startsWith('SGLang')) return [];
    const isl = Math.max(1, Number(row['Input Length']));
    const osl = 2048;
    const p = predict(
      {
        model,
        gpu: 'h20-96g',
        count: Number(row['GPU Num']),
        precision: precisions[quantisation],
        framework: 'sglang',
        isl,
        osl,
        concurrency: 1,
      },
      calibration,
    );
    const seconds = (isl + osl) / speed;
    return [Math.abs(p.e2eMs.center / 1000 / seconds - 1)];
  });
}

/** Errors of TPOT (all batches) and TTFT (batch 1) of held-out halves of Splitwise's Llama-2-70B points. */
export function splitwiseErrors(seed: number): { tpot: number[]; ttft: number[] } {
  const gpus: Readonly<Record<string, string>> = {
    'a100-80gb': 'a100-80g-sxm',
    'h100-80gb': 'h100-80g-sxm',
  };
  const means = new Map<string, { rows: number; prompt: number; token: number }>();
  for (const row of readCsv(fixture('splitwise-perf-model.csv'))) {
    if (row['model'] !== 'llama2-70b' || gpus[row['hardware'] ?? ''] === undefined) continue;
    const key = ['hardware', 'prompt_size', 'batch_size', 'token_size', 'tensor_parallel']
      .map((name) => row[name])
      .join(' ');
    const so = means.get(key) ?? { rows: 0, prompt: 0, token: 0 };
    means.set(key, {
      rows: so.rows + 1,
      prompt: so.prompt + Number(row['prompt_time']),
      token: so.token + Number(row['token_time']),
    });
  }
  const points = [...means].map(([key, sums], index): OperatingPoint => {
    const [hardware = '', isl, batch, osl, tensorParallel] = key.split(' ');
    const one = Number(batch) === 1;
    return {
      endpoint: 'public',
      scenario: 'synthetic',
      loadPoint: index,
      achievedPerS: 0,
      concurrency: Number(batch),
      isl: Number(isl),
      osl: Number(osl),
      // A static batch is prefilled as one: only a batch of one has the TTFT of a request.
      ttftMs: estimate(one ? sums.prompt / sums.rows : 0),
      tpotMs: estimate(sums.token / sums.rows),
      tokensPerS: estimate(0),
      gpu: gpus[hardware] ?? '',
      model: 'llama-2-70b',
      count: Number(tensorParallel),
      precision: 'fp16',
      tensorParallel: Number(tensorParallel),
      framework: 'vllm',
      frameworkVersion: '2023',
      runs: ['splitwise-sim'],
      valid: true,
    };
  });
  const shuffled = random(seed).stream('splitwise').shuffled(points);
  const half = Math.floor(shuffled.length / 2);
  const calibration = fitCalibration(shuffled.slice(0, half), { heldOut: false });
  const tpot: number[] = [];
  const ttft: number[] = [];
  for (const o of shuffled.slice(half)) {
    const p = predict({ ...inputOf(o), precision: 'fp16' }, calibration);
    tpot.push(Math.abs(p.tpotMs.center / o.tpotMs.center - 1));
    if (o.ttftMs.center > 0) ttft.push(Math.abs(p.ttftMs.center / o.ttftMs.center - 1));
  }
  return { tpot, ttft };
}

const inputOf = ({
  model,
  gpu,
  count,
  tensorParallel,
  framework,
  frameworkVersion,
  isl,
  osl,
  concurrency,
}: OperatingPoint) => ({
  model,
  gpu,
  count,
  tensorParallel,
  framework,
  frameworkVersion,
  isl,
  osl,
  concurrency,
});
