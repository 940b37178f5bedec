import { contentHash } from '../../base/index.ts';
import type { BoxView } from '../box/index.ts';
import { MetricsText } from '../dialects/index.ts';
import type { GpuActivity } from './gpu-activity.ts';

/** The page of an exporter of GPU metrics, default counters and the profiling fields; one set a card. */
export function dcgmPage(box: BoxView, now: GpuActivity): string {
  const { law } = box.settings.engine;
  const model = box.settings.gpu?.name ?? 'GPU';
  const page = new MetricsText('plain');
  const cards = Array.from({ length: law.gpus }, (_, gpu) => {
    const uuid = contentHash(`${box.settings.id}/${gpu}`);
    return {
      gpu,
      UUID: `GPU-${uuid.slice(0, 8)}-${uuid.slice(8, 12)}-${uuid.slice(12, 16)}-${uuid.slice(16, 20)}-${uuid.slice(20, 32)}`,
      pci_bus_id: `00000000:${(16 + gpu).toString(16).toUpperCase()}:00.0`,
      device: `nvidia${gpu}`,
      modelName: `NVIDIA ${model}`,
      hostname: box.settings.id,
      DCGM_FI_DRIVER_VERSION: '570.86.15',
    };
  });
  const gauge = (name: string, help: string, value: number): void => {
    page.gauge(
      name,
      help,
      cards.map((labels) => [labels, value] as const),
    );
  };
  const counter = (name: string, help: string, value: number): void => {
    page.counter(
      name,
      help,
      cards.map((labels) => [labels, value] as const),
    );
  };
  gauge('DCGM_FI_DEV_SM_CLOCK', 'SM clock frequency (in MHz).', Math.round(now.smClockMhz));
  gauge('DCGM_FI_DEV_MEM_CLOCK', 'Memory clock frequency (in MHz).', 2619);
  gauge('DCGM_FI_DEV_GPU_TEMP', 'GPU temperature (in C).', Math.round(now.temperatureC));
  gauge('DCGM_FI_DEV_POWER_USAGE', 'Power draw (in W).', round(now.powerW));
  counter(
    'DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION',
    'Total energy consumption since boot (in mJ).',
    Math.round(now.energyJ * 1e3),
  );
  gauge('DCGM_FI_DEV_GPU_UTIL', 'GPU utilization (in %).', Math.round(now.busy * 100));
  gauge('DCGM_FI_DEV_MEM_COPY_UTIL', 'Memory utilization (in %).', Math.round(now.dram * 100));
  gauge('DCGM_FI_DEV_FB_FREE', 'Framebuffer memory free (in MiB).', Math.round(now.freeMib));
  gauge('DCGM_FI_DEV_FB_USED', 'Framebuffer memory used (in MiB).', Math.round(now.usedMib));
  gauge('DCGM_FI_DEV_XID_ERRORS', 'Value of the last XID error encountered.', 0);
  gauge(
    'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
    'Ratio of time the graphics engine is active.',
    round(now.busy),
  );
  gauge(
    'DCGM_FI_PROF_SM_ACTIVE',
    'The ratio of cycles an SM has at least 1 warp assigned.',
    round(now.sm),
  );
  gauge(
    'DCGM_FI_PROF_PIPE_TENSOR_ACTIVE',
    'Ratio of cycles the tensor (HMMA) pipe is active.',
    round(now.tensor),
  );
  gauge(
    'DCGM_FI_PROF_DRAM_ACTIVE',
    'Ratio of cycles the device memory interface is active.',
    round(now.dram),
  );
  counter(
    'DCGM_FI_DEV_POWER_VIOLATION',
    'Throttling duration due to power constraints (in ns).',
    Math.round(now.powerThrottledS * 1e9),
  );
  counter(
    'DCGM_FI_DEV_THERMAL_VIOLATION',
    'Throttling duration due to thermal constraints (in ns).',
    Math.round(now.thermalThrottledS * 1e9),
  );
  return page.text();
}

const round = (value: number): number => Number(value.toFixed(4));
