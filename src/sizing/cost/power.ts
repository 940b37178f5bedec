import type { Gpu } from '../../spec/index.ts';

const HOURS_PER_YEAR = 8760;
/** Host, fans and network beside the GPUs, and the share of its limit that an idle GPU draws. */
const HOST_SHARE = 0.25;
const IDLE_SHARE = 0.15;

/** Mean watts of `count` GPUs with their host at a share of busy hours; absent without a TDP. */
export function meanWatts(gpu: Gpu, count: number, utilisation: number): number | undefined {
  if (gpu.tdpW === undefined) return undefined;
  const perGpu = gpu.tdpW * (IDLE_SHARE + (1 - IDLE_SHARE) * utilisation);
  return count * (perGpu + HOST_SHARE * gpu.tdpW);
}

/** CNY a year for a mean draw at a price per kWh and a power usage effectiveness. */
export const powerCnyPerYear = (watts: number, cnyPerKwh: number, pue: number): number =>
  (watts / 1000) * HOURS_PER_YEAR * pue * cnyPerKwh;
