import type { OperatingPoint } from '../../../src/analysis/index.ts';
import type { Estimate } from '../../../src/base/index.ts';
import { random } from '../../../src/base/index.ts';

/** The planted truth of a simulated box: one dense model on one GPU, no parallelism. */
export interface PlantedBox {
  readonly seed: number;
  readonly mfuPrefill: number;
  readonly mbuWeights: number;
  readonly mbuKv: number;
  /** Microseconds a step costs beside its bytes and FLOPs. */
  readonly stepUs: number;
}

/** Qwen3-8B on an H100, by its published figures, entered here by hand and not from the catalogue. */
const WEIGHT_BYTES = (8_190_726_144 - 151_936 * 4096) * 2;
const FLOPS_PER_TOKEN = 2 * (8_190_726_144 - 151_936 * 4096);
const KV_BYTES_PER_TOKEN = 2 * 36 * 8 * 128 * 2;
const ATTENTION_FLOPS_PER_PAIR = 2 * 36 * 32 * 2 * 128;
const PEAK = 989e12;
const BANDWIDTH = 3350e9;
const MFU_ATTENTION = 0.35;
const REQUEST_S = 0.015;

interface Running {
  left: number;
  readonly decodes: number;
  context: number;
  readonly sentAt: number;
  readonly firstAt: number;
}

/**
 * Serves a closed loop token by token: waiting prompts are prefilled one at a time before the next decode
 * step, which moves every running sequence on by one token. An event simulation with none of the code of
 * sizing; lengths vary by 20% and the users start at random, so that nothing runs in lockstep.
 */
export function simulate(
  box: PlantedBox,
  load: { readonly concurrency: number; readonly isl: number; readonly osl: number },
  loadPoint: number,
): OperatingPoint {
  const stream = random(box.seed).stream(`box-${loadPoint}`);
  const length = (mean: number): number =>
    Math.max(2, Math.round(mean * (0.8 + 0.4 * stream.uniform())));
  const target = Math.max(24, load.concurrency * 6);
  const waiting: { at: number; isl: number; osl: number }[] = [];
  for (let user = 0; user < load.concurrency; user++) {
    waiting.push({
      at: stream.uniform() * load.osl * 0.01,
      isl: length(load.isl),
      osl: length(load.osl),
    });
  }
  let now = 0;
  let running: Running[] = [];
  const done: {
    readonly ttft: number;
    readonly tpot: number;
    readonly isl: number;
    readonly osl: number;
  }[] = [];
  const ends: number[] = [];
  while (done.length < target) {
    const ready = waiting.filter((w) => w.at + REQUEST_S <= now).sort((a, b) => a.at - b.at)[0];
    if (ready !== undefined) {
      waiting.splice(waiting.indexOf(ready), 1);
      const matrices = (FLOPS_PER_TOKEN * ready.isl) / (PEAK * box.mfuPrefill);
      const reading = WEIGHT_BYTES / (BANDWIDTH * box.mbuWeights);
      const attention = (ATTENTION_FLOPS_PER_PAIR * ready.isl ** 2) / 2 / (PEAK * MFU_ATTENTION);
      now += Math.max(matrices, reading) + attention + box.stepUs * 1e-6;
      running.push({
        left: ready.osl - 1,
        decodes: ready.osl - 1,
        context: ready.isl + 1,
        sentAt: ready.at,
        firstAt: now,
      });
      continue;
    }
    if (running.length === 0) {
      now = Math.max(now, Math.min(...waiting.map((w) => w.at)) + REQUEST_S);
      continue;
    }
    const cached = running.reduce((sum, r) => sum + r.context, 0);
    now +=
      WEIGHT_BYTES / (BANDWIDTH * box.mbuWeights) +
      (cached * KV_BYTES_PER_TOKEN) / (BANDWIDTH * box.mbuKv) +
      box.stepUs * 1e-6;
    for (const r of running) {
      r.left--;
      r.context++;
      if (r.left > 0) continue;
      done.push({
        ttft: r.firstAt - r.sentAt,
        tpot: (now - r.firstAt) / r.decodes,
        isl: r.context - r.decodes - 1,
        osl: r.decodes + 1,
      });
      ends.push(now);
      waiting.push({ at: now, isl: length(load.isl), osl: length(load.osl) });
    }
    running = running.filter((r) => r.left > 0);
  }
  // The first third is warm-up: users have not yet spread over the cycle.
  const measured = done.slice(Math.floor(target / 3));
  const from = ends[Math.floor(target / 3) - 1] ?? 0;
  const perS = measured.length / ((ends[ends.length - 1] ?? 1) - from);
  return {
    endpoint: `box-${box.seed}`,
    scenario: 'synthetic',
    loadPoint,
    achievedPerS: perS,
    concurrency: load.concurrency,
    isl: meanOf(measured.map((d) => d.isl)).center,
    osl: meanOf(measured.map((d) => d.osl)).center,
    ttftMs: meanOf(measured.map((d) => d.ttft * 1000)),
    tpotMs: meanOf(measured.map((d) => d.tpot * 1000)),
    tokensPerS: {
      ...meanOf([perS * meanOf(measured.map((d) => d.osl)).center]),
      n: measured.length,
    },
    gpu: 'h100-80g-sxm',
    model: 'qwen3-8b',
    count: 1,
    precision: 'bf16',
    tensorParallel: 1,
    framework: 'vllm',
    frameworkVersion: '0.10.0',
    runs: ['planted'],
    valid: true,
  };
}

function meanOf(values: readonly number[]): Estimate {
  const center = values.reduce((sum, v) => sum + v, 0) / values.length;
  return { center, confidence: 0.95, n: values.length, method: 'mean', warnings: [] };
}
