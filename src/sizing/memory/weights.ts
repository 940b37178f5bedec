import { type Bytes, bytes } from '../../base/index.ts';
import type { Model } from '../../spec/index.ts';
import { type Deployment, gpusPerCopy } from '../deployment/deployment.ts';
import { weightFormats } from './quantisation.ts';

/** Parameters of a model by what happens to them when it is quantised and split over GPUs. */
export interface TensorClasses {
  readonly embedding: number;
  /** 0 where it is tied to the embedding. */
  readonly outputHead: number;
  readonly routedExperts: number;
  readonly router: number;
  /** Attention, shared experts, dense feed-forward blocks and norms. */
  readonly layers: number;
}

/** Splits the catalogue's total into classes; the classes sum to `totalParams`. */
export function tensorClasses(model: Model): TensorClasses {
  const embedding = model.vocab * model.hidden;
  const outputHead = model.arch === 'dense' && model.tiedEmbeddings ? 0 : embedding;
  const moeLayers = model.arch === 'moe' ? model.layers - model.moe.denseLayers : 0;
  const routedExperts =
    model.arch === 'moe' ? moeLayers * model.moe.experts * model.moe.paramsPerExpertPerLayer : 0;
  const router = model.arch === 'moe' ? moeLayers * model.moe.experts * model.hidden : 0;
  return {
    embedding,
    outputHead,
    routedExperts,
    router,
    layers: model.totalParams - embedding - outputHead - routedExperts - router,
  };
}

/** Weight bytes of one copy of the model, by class. */
export interface WeightBytes {
  readonly embedding: Bytes;
  readonly outputHead: Bytes;
  readonly routedExperts: Bytes;
  readonly router: Bytes;
  readonly layers: Bytes;
  readonly total: Bytes;
}

/**
 * Bytes by class at the deployment's precision. Embedding, output head and router stay at 16 bit in
 * every quantised checkpoint we know, which is why 4-bit models are never a quarter of 16 bit.
 */
export function weightBytes(d: Pick<Deployment, 'model' | 'precision'>): WeightBytes {
  const classes = tensorClasses(d.model);
  const format = weightFormats[d.precision];
  const bitsOf = (quantised: boolean): number => (quantised ? format.bits : 16);
  const everything = format.of === 'everything';
  // A dense model has no experts: its 4-bit float formats quantise the layers' matrices.
  const layersQuantised = everything || format.of === 'matrices' || classes.routedExperts === 0;
  const part = (params: number, bits: number): Bytes => bytes((params * bits) / 8);
  const sizes = {
    embedding: part(classes.embedding, bitsOf(everything)),
    outputHead: part(classes.outputHead, bitsOf(everything)),
    routedExperts: part(classes.routedExperts * expertPadding(d), format.bits),
    router: part(classes.router, bitsOf(everything)),
    layers: part(classes.layers, bitsOf(layersQuantised)),
  };
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  return { ...sizes, total: bytes(total) };
}

/**
 * Kernels for MXFP4 want the expert width in multiples of 256: gpt-oss's 2,880 become 3,072, and the
 * measured 64.4 GiB of the 120b model (instead of 60.7) follow.
 */
function expertPadding(d: Pick<Deployment, 'model' | 'precision'>): number {
  if (d.model.arch !== 'moe' || d.precision !== 'mxfp4') return 1;
  const width = d.model.moe.expertFfn;
  return (Math.ceil(width / 256) * 256) / width;
}

/** Weight bytes on each GPU: experts over all GPUs of a copy, the rest over one attention copy. */
export function weightBytesPerGpu(d: Deployment): Bytes {
  const sizes = weightBytes(d);
  const rest = sizes.total - sizes.routedExperts;
  return bytes(
    sizes.routedExperts / gpusPerCopy(d) + rest / (d.tensorParallel * d.pipelineParallel),
  );
}
