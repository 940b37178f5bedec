import type { Gpu } from '../../spec/index.ts';

/**
 * Microseconds of one all-reduce of so many bytes over 2, 4 and 8 GPUs of one host, at the sizes of
 * `SIZES`: the faster of vLLM's custom kernel in a graph and NCCL, median over versions. One host each;
 * PCIe depends on the topology. From github.com/ai-dynamo/aiconfigurator@095f58a5 (Apache-2.0),
 * systems/data, custom_allreduce_perf and nccl_perf.
 */
const MEASURED = {
  a100: {
    2: [5.0, 5.3, 5.5, 6.6, 10.7, 25.2, 126.3, 388.5, 1427.6],
    4: [5.3, 6.0, 6.6, 9.9, 18.3, 41.5, 182.5, 540.0, 1920.7],
    8: [6.4, 6.5, 8.4, 17.1, 21.7, 45.4, 214.2, 594.2, 2170.2],
  },
  b200: {
    2: [7.0, 7.1, 7.1, 7.7, 13.1, 34.1, 53.4, 146.8, 521.0],
    4: [7.2, 7.5, 7.6, 8.6, 18.7, 29.9, 67.9, 181.7, 658.7],
    8: [7.8, 8.1, 8.6, 12.1, 16.9, 26.5, 62.8, 222.6, 715.1],
  },
  h100: {
    2: [4.3, 4.4, 4.5, 5.2, 8.3, 20.2, 81.4, 246.9, 881.2],
    4: [4.6, 4.9, 5.2, 7.1, 12.8, 30.4, 98.8, 324.0, 1180.4],
    8: [4.7, 5.2, 6.4, 10.8, 15.0, 30.8, 92.4, 324.0, 1091.0],
  },
  h200: {
    2: [4.4, 4.5, 4.7, 5.1, 8.4, 20.4, 76.2, 245.0, 885.5],
    4: [4.6, 4.8, 5.4, 7.0, 12.0, 29.9, 93.7, 320.0, 1180.4],
    8: [4.8, 5.2, 6.6, 10.0, 14.1, 28.7, 87.2, 319.6, 1051.9],
  },
  l40s: {
    2: [5.6, 6.2, 9.9, 18.1, 60.2, 221.5, 850.4, 3358.8, 13_373.0],
    4: [12.4, 16.1, 32.2, 109.7, 268.3, 1235.4, 4922.3, 19_699.0, 78_355.0],
    8: [25.8, 27.4, 72.9, 207.1, 582.6, 4014.5, 15_805.9, 55_412.0, 240_073.7],
  },
  rtxPro6000: {
    2: [6.7, 7.4, 9.2, 18.5, 44.4, 129.3, 473.5, 1839.9, 7106.1],
    4: [12.7, 14.7, 16.9, 41.0, 86.1, 245.4, 886.9, 3556.5, 13_617.4],
    8: [25.6, 27.0, 31.2, 84.3, 131.5, 345.5, 1248.0, 4927.0, 19_809.4],
  },
} as const;

type Host = keyof typeof MEASURED;

/** Bytes: 4 KiB to 256 MiB in steps of four. */
const SIZES = [12, 14, 16, 18, 20, 22, 24, 26, 28].map((exponent) => 2 ** exponent);
const SMALLEST = 2 ** 12;
const LARGEST = 2 ** 28;

/** The measured host that stands for a GPU, and whether it was that very GPU. */
export function collectiveHost(gpu: Gpu): { readonly host: Host; readonly own: boolean } {
  const is = (part: string): boolean => gpu.id.startsWith(part);
  if (is('a100-80g-sxm')) return { host: 'a100', own: true };
  if (is('h100-80g-sxm')) return { host: 'h100', own: true };
  if (is('h200')) return { host: 'h200', own: true };
  if (is('b200')) return { host: 'b200', own: true };
  if (is('l40s')) return { host: 'l40s', own: true };
  if (is('rtx-pro-6000')) return { host: 'rtxPro6000', own: true };
  if (gpu.interconnect.kind.startsWith('pcie5') && !is('rtx-5090')) {
    return { host: 'rtxPro6000', own: false };
  }
  // GeForce drivers disable peer-to-peer copies: expect the slower PCIe host even on PCIe 5.
  if (gpu.interconnect.kind.startsWith('pcie')) return { host: 'l40s', own: false };
  return { host: gpu.interconnect.perGpuGbPerS >= 400 ? 'h100' : 'a100', own: false };
}

/**
 * Microseconds of an all-reduce of `size` bytes over `ranks` GPUs: log-log interpolation of the measured
 * table, linear in size beyond its ends; 0 for one rank. Above 8 ranks the 8-GPU row is scaled by the
 * ring's share (n - 1) / n and one hop more per doubling.
 */
export function allReduceUs(host: Host, ranks: number, size: number): number {
  if (ranks <= 1) return 0;
  if (ranks <= 2) return interpolate(MEASURED[host][2], size);
  if (ranks <= 4) return interpolate(MEASURED[host][4], size);
  const eight = interpolate(MEASURED[host][8], size);
  return ranks <= 8 ? eight : eight * (1 + Math.log2(ranks / 8));
}

function interpolate(latencies: readonly number[], size: number): number {
  const last = SIZES.length - 1;
  if (size <= SMALLEST) return latencies[0] ?? 0;
  if (size >= LARGEST) return ((latencies[last] ?? 0) * size) / LARGEST;
  // Sizes stand four-fold apart from 2^12 on.
  const position = (Math.log2(size) - 12) / 2;
  const i = Math.min(Math.floor(position), last - 1);
  const f = position - i;
  return (latencies[i] ?? 0) ** (1 - f) * (latencies[i + 1] ?? 0) ** f;
}
