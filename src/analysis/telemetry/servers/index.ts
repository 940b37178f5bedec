/**
 * What the metrics pages of each server family are called and mean, read from the servers' own source.
 * Tables of facts; adding a server is one file here, its page in fixtures/metrics, and a line below.
 */
import type { Alias, ServerFacts } from '../server-facts.ts';
import { dcgm } from './dcgm.ts';
import { llamacpp } from './llamacpp.ts';
import { lmdeploy } from './lmdeploy.ts';
import { node } from './node.ts';
import { sglang } from './sglang.ts';
import { tgi } from './tgi.ts';
import { vllm } from './vllm.ts';

export const servers: readonly ServerFacts[] = [vllm, sglang, lmdeploy, tgi, llamacpp, dcgm, node];

/** On the page of any server that runs under the common client libraries. */
export const everywhere: readonly Alias[] = [
  { meaning: 'startedAt', name: 'process_start_time_seconds' },
];
