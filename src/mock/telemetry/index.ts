/**
 * The GPU exporter's page of a mock box: what the cards did, as it follows from the engine's steps and
 * from the planted limit. The engine's own metrics page belongs to its dialect.
 */
export { dcgmPage } from './dcgm-page.ts';
export { type GpuActivity, GpuMeter } from './gpu-activity.ts';
