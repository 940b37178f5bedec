/**
 * What can be seen beside the requests: the client's own load now, engine and GPU pages of the boxes.
 * Writes samples on the run clock; judges nothing.
 */
export { type ClientSamplerOptions, sampleClient } from './client-sampler.ts';
