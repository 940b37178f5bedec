/**
 * The catalogue: the GPUs and models that a fleet, a need or a mock may name, each figure with its
 * source and our confidence in it, and the prices the buyer's guide states. Data and look-up only:
 * what follows from the figures (memory plans, speeds, costs) is computed in sizing and in the mock.
 */
export { findGpu, findModel } from './find.ts';
export type { Gpu } from './gpu.ts';
export { gpus } from './gpus.ts';
export {
  type GuideExtraCost,
  type GuideSystemPrice,
  guideExtraCosts,
  guideSystemPrices,
} from './guide-prices.ts';
export type { DenseModel, MlaDimensions, Model, MoeModel } from './model.ts';
export { models } from './models.ts';
