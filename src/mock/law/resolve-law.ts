import { fail, ok, type Problem, type Result } from '../../base/index.ts';
import { findGpu, findModel, type Gpu, type MockLaw, type Model } from '../../spec/index.ts';
import type { HardwareLaw } from './hardware-law.ts';
import { bytesPerParameter, peakTflops } from './precision.ts';

const GIB = 2 ** 30;

/** Figures of a healthy engine where nothing else is planted. */
const usual = {
  mfuPrefill: 0.5,
  mfuDecode: 0.35,
  mbuDecode: 0.75,
  mbuKv: 0.75,
  stepOverheadMs: 0.5,
  layerOverheadUs: 20,
  sequenceOverheadUs: 10,
  requestOverheadMs: 3,
  jitter: 0,
  timeScale: 1,
  gpuMemoryUtilization: 0.9,
} as const;

/** A law with what it was made from. */
export interface ResolvedLaw {
  readonly law: HardwareLaw;
  readonly gpu: Gpu | undefined;
  readonly model: Model | undefined;
}

/**
 * The law in plain figures: what the box's GPU and model imply by the catalogue, with every figure
 * that is written out in its place. Without GPU and model, bandwidth, peak, weights, FLOPs and KV
 * bytes must be written.
 */
export function resolveLaw(written: MockLaw, path: string): Result<ResolvedLaw> {
  const gpu = written.gpu === undefined ? undefined : findGpu(written.gpu);
  const model = written.model === undefined ? undefined : findModel(written.model);
  const problems: Problem[] = [
    ...(gpu?.ok === false ? gpu.problems.map((p) => ({ ...p, path: `${path}.gpu` })) : []),
    ...(model?.ok === false ? model.problems.map((p) => ({ ...p, path: `${path}.model` })) : []),
  ];
  if (problems.length > 0) return fail(...problems);
  return build(
    written,
    gpu?.ok === true ? gpu.value : undefined,
    model?.ok === true ? model.value : undefined,
    path,
  );
}

function build(
  written: MockLaw,
  gpu: Gpu | undefined,
  model: Model | undefined,
  path: string,
): Result<ResolvedLaw> {
  const gpus = written.count ?? 1;
  const precision = written.precision ?? model?.nativePrecision ?? 'bf16';
  const perParameter = bytesPerParameter(precision);
  const moe = model?.arch === 'moe' ? model.moe : undefined;
  const expertParams =
    model === undefined || moe === undefined
      ? 0
      : moe.experts * moe.paramsPerExpertPerLayer * (model.layers - moe.denseLayers);
  const weightBytes =
    written.weightBytes ?? (model === undefined ? undefined : model.totalParams * perParameter);
  const flopsPerToken =
    written.flopsPerToken ?? (model === undefined ? undefined : 2 * model.matmulParamsPerToken);
  const kvBytes = written.kvBytesPerToken ?? kvBytesOf(written, model, gpus);
  const bandwidth =
    written.bandwidthGBs ?? (gpu === undefined ? undefined : gpu.bandwidthGbPerS * gpus);
  const tflops =
    written.peakTflops ?? (gpu === undefined ? undefined : peakTflops(gpu, precision) * gpus);
  if (
    weightBytes === undefined ||
    flopsPerToken === undefined ||
    kvBytes === undefined ||
    bandwidth === undefined ||
    tflops === undefined
  ) {
    return fail({
      file: 'mock fleet',
      path,
      expected:
        'a gpu and a model of the catalogue, or bandwidthGBs, peakTflops, weightBytes, flopsPerToken and kvBytesPerToken',
    });
  }
  const moeShare =
    model === undefined
      ? 0
      : Math.min(1, (expertParams * perParameter) / (model.totalParams * perParameter));
  const memoryBytes = memoryOf(written, gpu, gpus);
  const layers = written.layers ?? model?.layers ?? 32;
  const kvTokens = Math.floor(
    (memoryBytes * (written.gpuMemoryUtilization ?? usual.gpuMemoryUtilization) -
      weightBytes -
      reservedBytes(memoryBytes / gpus, gpus, moe !== undefined)) /
      kvBytes,
  );
  return ok({
    gpu,
    model,
    law: {
      denseWeightBytes: weightBytes * (1 - moeShare),
      expertWeightBytes: weightBytes * moeShare,
      experts: moe?.experts ?? 0,
      expertsPerToken: moe?.topK ?? 0,
      flopsPerToken,
      attentionFlopsPerPair: model === undefined ? 0 : 4 * layers * model.heads * model.headDim,
      kvBytesPerToken: kvBytes,
      peakFlops: tflops * 1e12,
      bandwidthBytesPerS: bandwidth * 1e9,
      mfuPrefill: written.mfuPrefill ?? usual.mfuPrefill,
      mfuDecode: written.mfuDecode ?? usual.mfuDecode,
      mbuDecode: written.mbuDecode ?? usual.mbuDecode,
      mbuKv: written.mbuKv ?? written.mbuDecode ?? usual.mbuKv,
      stepOverheadMs: written.stepOverheadMs ?? usual.stepOverheadMs,
      layerOverheadUs: written.layerOverheadUs ?? usual.layerOverheadUs,
      sequenceOverheadUs: written.sequenceOverheadUs ?? usual.sequenceOverheadUs,
      requestOverheadMs: written.requestOverheadMs ?? usual.requestOverheadMs,
      gpus,
      layers,
      hidden: written.hidden ?? model?.hidden ?? 4096,
      ...linkOf(written, gpu),
      jitter: written.jitter ?? usual.jitter,
      timeScale: written.timeScale ?? usual.timeScale,
      kvTokens,
      memoryBytes,
      weightBytes,
      tdpW: (gpu?.tdpW ?? 400) * gpus,
    },
  });
}

/**
 * Bytes that the GPUs together hold, and read, for one token: keys and values are split over the
 * GPUs up to the number of KV heads and copied beyond; latent attention is copied to each.
 */
function kvBytesOf(written: MockLaw, model: Model | undefined, gpus: number): number | undefined {
  if (model === undefined) return undefined;
  const bytes = model.kvElementsPerToken * bytesPerParameter(written.kvPrecision ?? 'bf16');
  const copies = model.attention === 'MLA' ? gpus : Math.max(1, gpus / model.kvHeads);
  return bytes * copies;
}

function memoryOf(written: MockLaw, gpu: Gpu | undefined, gpus: number): number {
  if (written.memoryGB !== undefined) return written.memoryGB * 1e9;
  if (gpu === undefined) return 80e9 * gpus;
  return (
    gpus * (gpu.driverMemoryGib === undefined ? gpu.memoryGb * 1e9 : gpu.driverMemoryGib * GIB)
  );
}

/** Activation peak and what lies outside the engine's own memory, as measured on such cards. */
const reservedBytes = (perGpu: number, gpus: number, moe: boolean): number =>
  gpus * GIB * ((perGpu < 70e9 ? 1.15 : moe ? 7.4 : 4.8) + (gpus > 1 ? 0.55 : 0.13));

/** All-reduce: start and bandwidth measured on boxes of these links. */
function linkOf(
  written: MockLaw,
  gpu: Gpu | undefined,
): Pick<HardwareLaw, 'allReduceUs' | 'linkBytesPerS'> {
  const kind = gpu?.interconnect.kind ?? 'nvlink';
  const onBoard = !kind.startsWith('pcie');
  const gbPerS = onBoard
    ? (gpu?.interconnect.perGpuGbPerS ?? 450)
    : kind.startsWith('pcie5')
      ? 24
      : 4;
  return {
    allReduceUs: written.allReduceUs ?? (onBoard ? 6 : 27),
    linkBytesPerS: (written.linkGBs ?? gbPerS) * 1e9,
  };
}
