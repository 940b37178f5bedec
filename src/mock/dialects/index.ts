/**
 * How servers speak: each dialect turns requests into calls and engine events into bytes, by version.
 * Knows no socket and no clock. One folder a server, one file a concern.
 */
import type { MockServer } from '../../spec/index.ts';
import type { Dialect } from './contract.ts';
import { llamacpp } from './llamacpp/index.ts';
import { lmdeploy } from './lmdeploy/index.ts';
import { sglang } from './sglang/index.ts';
import { tgi } from './tgi/index.ts';
import { vllm } from './vllm/index.ts';

export type * from './contract.ts';
export { MetricsText } from './prometheus.ts';

const dialects: Readonly<Record<MockServer, (version: string) => Dialect>> = {
  vllm,
  tgi,
  lmdeploy,
  sglang,
  llamacpp,
};

/** The dialect of a server at a version. */
export const dialectOf = (server: MockServer, version: string): Dialect =>
  dialects[server](version);
