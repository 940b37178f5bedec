import { stringify } from 'yaml';
import type { BoxEndpoint } from '../../mock/index.ts';

/** What is being sold, per box of the demo fleet: as its vendor would declare it. */
const offers: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'box-a': {
    vendor: 'A',
    gpu: 'h100-80g-sxm',
    model: 'llama-3.1-8b',
    count: 8,
    precision: 'fp8',
    tensorParallel: 8,
    framework: 'vllm',
    frameworkVersion: '0.10.0',
    price: { hardwareCny: 2_400_000, yearlyCny: 300_000, years: 3, utilisation: 0.4 },
  },
  'box-b': {
    vendor: 'B',
    gpu: 'h100-80g-sxm',
    model: 'llama-3.1-8b',
    count: 8,
    precision: 'bf16',
    tensorParallel: 8,
    framework: 'vllm',
    frameworkVersion: '0.10.0',
    price: { hardwareCny: 2_400_000, yearlyCny: 300_000, years: 3, utilisation: 0.4 },
  },
  'box-c': {
    vendor: 'C',
    gpu: 'h100-80g-sxm',
    model: 'llama-3.1-8b',
    count: 4,
    precision: 'fp8',
    tensorParallel: 4,
    framework: 'vllm',
    frameworkVersion: '0.10.0',
    price: { hardwareCny: 1_200_000, yearlyCny: 200_000, years: 3, utilisation: 0.4 },
  },
};

/** fleet.yaml of the demo: the mock's boxes as a person would write them down. */
export const demoFleet = (boxes: readonly BoxEndpoint[]): string =>
  stringify({
    endpoints: boxes.map(({ id, url, metrics }) => ({
      id,
      url: `${url}/v1`,
      server: 'vllm',
      telemetry: { engine: metrics },
      ...(offers[id] === undefined ? {} : { box: offers[id] }),
    })),
  });

/** plan.yaml of the demo: Excel and SQL in two languages at two load points. */
export const demoPlan = (seed: number): string =>
  stringify({
    name: 'demo',
    fleet: 'fleet.yaml',
    scenarios: ['excel-sales-zh', 'excel-sales-en', 'sql-retail-zh', 'sql-retail-en'],
    load: { kind: 'closed', concurrency: [4, 12] },
    block: 60,
    warmup: { requests: 12 },
    slo: { ttftMs: { p50: 150 }, tpotMs: { p50: 20 }, accuracy: 0.9 },
    seed,
  });

/** need.yaml of the demo: what the buyer of the story wants. */
export const demoNeed: string = stringify({
  workload: 'structured',
  latency: { maxS: 5, of: 'e2e' },
  privacy: 'internal',
  team: 'medium',
  budgetCny: { firstYear: 3_000_000 },
  users: { concurrent: 20 },
  tokens: { input: 2000, output: 200, contextMax: 16_384 },
  accuracyMin: 0.9,
});
