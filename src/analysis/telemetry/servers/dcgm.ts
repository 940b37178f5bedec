import type { ServerFacts } from '../server-facts.ts';

const MIB = 2 ** 20;

/**
 * NVIDIA's DCGM exporter: one series a card. GPU_UTIL says that some kernel ran and is near 100 % at
 * batch 1: it is busyness, never efficiency. PROF fields are missing where a profiler holds the counters.
 */
export const dcgm: ServerFacts = {
  id: 'dcgm',
  prefix: 'DCGM_',
  aliases: [
    { meaning: 'gpuBusy', name: 'DCGM_FI_DEV_GPU_UTIL', scale: 0.01 },
    { meaning: 'smActive', name: 'DCGM_FI_PROF_SM_ACTIVE' },
    { meaning: 'tensorActive', name: 'DCGM_FI_PROF_PIPE_TENSOR_ACTIVE' },
    { meaning: 'dramActive', name: 'DCGM_FI_PROF_DRAM_ACTIVE' },
    { meaning: 'power', name: 'DCGM_FI_DEV_POWER_USAGE' },
    { meaning: 'energy', name: 'DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', scale: 1e-3 },
    { meaning: 'temperature', name: 'DCGM_FI_DEV_GPU_TEMP' },
    { meaning: 'smClock', name: 'DCGM_FI_DEV_SM_CLOCK' },
    { meaning: 'gpuMemoryUsed', name: 'DCGM_FI_DEV_FB_USED', scale: MIB },
    { meaning: 'pcieSent', name: 'DCGM_FI_PROF_PCIE_TX_BYTES' },
    { meaning: 'pcieReceived', name: 'DCGM_FI_PROF_PCIE_RX_BYTES' },
    { meaning: 'powerThrottled', name: 'DCGM_FI_DEV_POWER_VIOLATION', scale: 1e-9 },
    { meaning: 'thermalThrottled', name: 'DCGM_FI_DEV_THERMAL_VIOLATION', scale: 1e-9 },
  ],
  info: ['DCGM_FI_DEV_XID_ERRORS', 'DCGM_FI_DEV_FB_FREE', 'DCGM_FI_DEV_PCIE_REPLAY_COUNTER'],
};
