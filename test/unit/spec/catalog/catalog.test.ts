import { describe, expect, it } from 'vitest';
import {
  findGpu,
  findModel,
  gpus,
  guideExtraCosts,
  guideSystemPrices,
  models,
} from '../../../../src/spec/index.ts';

describe('the catalogue of GPUs', () => {
  it('holds 21 kinds with unique ids, sources and sane figures', () => {
    expect(gpus).toHaveLength(21);
    expect(new Set(gpus.map((gpu) => gpu.id)).size).toBe(21);
    for (const gpu of gpus) {
      expect(gpu.id).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
      expect(gpu.sources.length, gpu.id).toBeGreaterThan(0);
      expect(gpu.memoryGb, gpu.id).toBeGreaterThan(0);
      expect(gpu.bandwidthGbPerS, gpu.id).toBeGreaterThan(0);
      for (const tflops of Object.values(gpu.denseTflops)) expect(tflops).toBeGreaterThan(0);
      // A driver reports at most what is sold: GiB x 1.0737 <= GB. The 24 GB card holds 24 GiB.
      if (gpu.driverMemoryGib !== undefined) expect(gpu.driverMemoryGib).toBeLessThan(gpu.memoryGb);
    }
  });

  it('keeps a precision that the tensor cores lack absent, not 0', () => {
    const found = findGpu('a100-80g-sxm');
    if (!found.ok) throw new Error('missing');
    expect('fp8' in found.value.denseTflops).toBe(false);
  });

  it('holds the data sheet of the H100: 80 GB, 3350 GB/s, 989 dense TFLOPS, 700 W', () => {
    // NVIDIA H100 data sheet: 1,979 TFLOPS BF16 "with sparsity" is 989 dense; 3.35 TB/s; up to 700 W.
    const found = findGpu('h100-80g-sxm');
    if (!found.ok) throw new Error('missing');
    const { memoryGb, bandwidthGbPerS, denseTflops, tdpW } = found.value;
    expect([memoryGb, bandwidthGbPerS, denseTflops.bf16, tdpW]).toEqual([80, 3350, 989, 700]);
  });

  it('never lists the sparse FP8 figure: FP8 is at most twice and INT8 at most four times BF16', () => {
    for (const { id, denseTflops } of gpus) {
      // Rounding of published figures: 733 of 2 x 362.05.
      if (denseTflops.fp8 !== undefined) {
        expect(denseTflops.fp8 / denseTflops.bf16, id).toBeLessThan(2.03);
      }
      if (denseTflops.int8 !== undefined) {
        expect(denseTflops.int8 / denseTflops.bf16, id).toBeLessThan(4.03);
      }
    }
  });

  it("states the guide's 193万 for eight H20 as 1,930,000 CNY for eight cards", () => {
    const found = findGpu('h20-141g');
    expect(found.ok && found.value.guidePrice).toMatchObject({
      cards: 8,
      minCny: 1_930_000,
      maxCny: 1_930_000,
    });
  });

  it.each([
    ['H20-141GB', 'h20-141g'],
    ['NVIDIA H20 141GB', 'h20-141g'],
    ['rtx_4090_24g', 'rtx-4090-24g'],
    ['RTX4090', 'rtx-4090-24g'],
    ['H200', 'h200-141g-sxm'],
  ])('finds %s as %s', (written, id) => {
    const found = findGpu(written);
    expect(found.ok && found.value.id).toBe(id);
  });

  it('answers an unknown or ambiguous name with what may have been meant', () => {
    const found = findGpu('h20');
    expect(found.ok).toBe(false);
    if (found.ok) return;
    expect(found.problems[0]?.hint).toContain('h20-96g');
    expect(found.problems[0]?.hint).toContain('h20-141g');
  });

  it('lists all ids where nothing is near', () => {
    const found = findGpu('abacus-of-bronze');
    expect(!found.ok && found.problems[0]?.hint).toMatch(/^known: rtx-4090-24g, /);
  });
});

describe('the catalogue of models', () => {
  it('holds 24 models with unique ids and names that resolve to themselves', () => {
    expect(models).toHaveLength(24);
    expect(new Set(models.map((model) => model.id)).size).toBe(24);
    for (const model of models) {
      for (const name of [model.id, model.name, ...model.aliases]) {
        const found = findModel(name);
        expect(found.ok && found.value.id, name).toBe(model.id);
      }
    }
  });

  it('caches per token what the configuration implies', () => {
    for (const model of models) {
      // MHA and GQA keep a key and a value per KV head; absorbed MLA one latent and one rope key.
      const elements =
        model.mla === undefined
          ? 2 * model.layers * model.kvHeads * model.headDim
          : model.layers * (model.mla.kvLoraRank + model.mla.qkRopeHeadDim);
      expect(model.kvElementsPerToken, model.id).toBe(elements);
      expect(model.kvBytesPerToken, model.id).toEqual({ bf16: 2 * elements, fp8: elements });
      expect(model.attention === 'MLA', model.id).toBe(model.mla !== undefined);
      if (model.mla !== undefined) {
        const perHead = model.mla.qkNopeHeadDim + model.mla.qkRopeHeadDim + model.mla.vHeadDim;
        expect(model.mla.nonAbsorbedKvElementsPerToken, model.id).toBe(
          model.layers * model.heads * perHead,
        );
      }
    }
  });

  it('counts the parameters that the configuration implies, to within 1% of what is published', () => {
    for (const model of models) {
      const published = model.published;
      if (published === undefined) continue;
      const off = Math.abs(model.totalParams / (published.totalB * 1e9) - 1);
      // Kimi K2 is published as "1T", known to one digit; it counts 1,026 billion.
      expect(off, model.id).toBeLessThan(model.id === 'kimi-k2-instruct' ? 0.03 : 0.01);
    }
  });

  it('holds expert weights as three matrices of hidden x expert width', () => {
    for (const model of models) {
      if (model.arch !== 'moe') continue;
      const { paramsPerExpertPerLayer, expertFfn, topK, experts } = model.moe;
      expect(paramsPerExpertPerLayer, model.id).toBe(3 * model.hidden * expertFfn);
      expect(topK, model.id).toBeLessThanOrEqual(experts);
    }
  });

  it('counts Llama 3.1 8B by hand', () => {
    // Attention 4096 x (4096 + 2 x 1024 + 4096), MLP 3 x 4096 x 14336, two norms of 4096 a layer;
    // 32 layers, embedding and head 128256 x 4096 each, last norm.
    const attention = 4096 * (4096 + 2 * 1024 + 4096);
    const layer = attention + 3 * 4096 * 14_336 + 2 * 4096;
    const total = 32 * layer + 2 * 128_256 * 4096 + 4096;
    const found = findModel('meta-llama/Llama-3.1-8B-Instruct');
    expect(found.ok && found.value.totalParams).toBe(total);
  });

  it('never counts more active than total parameters', () => {
    for (const model of models) {
      expect(model.activeParams, model.id).toBeLessThanOrEqual(model.totalParams);
      expect(model.matmulParamsPerToken, model.id).toBeLessThanOrEqual(model.activeParams);
      if (model.arch === 'dense') expect(model.activeParams).toBe(model.totalParams);
    }
  });
});

describe("the guide's prices", () => {
  it('name catalogue GPUs only, and no upper price below the lower', () => {
    expect(guideSystemPrices).toHaveLength(8);
    expect(guideExtraCosts).toHaveLength(6);
    for (const price of guideSystemPrices) {
      for (const { gpu } of price.anyOf) expect(findGpu(gpu).ok, gpu).toBe(true);
    }
    for (const { minCny, maxCny } of [...guideSystemPrices, ...guideExtraCosts]) {
      if (maxCny !== undefined) expect(maxCny).toBeGreaterThanOrEqual(minCny);
    }
  });
});
