import type { BoxView } from '../box/index.ts';

/** What the GPUs of a box did lately, each of them alike. */
export interface GpuActivity {
  /** Shares 0..1 of the last second or so. */
  readonly busy: number;
  readonly sm: number;
  readonly tensor: number;
  readonly dram: number;
  readonly powerW: number;
  readonly energyJ: number;
  readonly temperatureC: number;
  readonly smClockMhz: number;
  readonly usedMib: number;
  readonly freeMib: number;
  readonly powerThrottledS: number;
  readonly thermalThrottledS: number;
}

interface Mark {
  readonly atS: number;
  readonly busyMs: number;
  readonly computeMs: number;
  readonly memoryMs: number;
}

const IDLE_SHARE_OF_TDP = 0.12;
const BOOST_MHZ = 1980;
const THROTTLED_MHZ = 1410;
/** Shares are means over at least this long. */
const WINDOW_S = 1;

/**
 * Follows a box's engine: what its steps spent on products and on memory, and what the planted limit
 * adds to the picture. A hidden proxy's cards stay idle whatever is asked of the box.
 */
export class GpuMeter {
  #mark: Mark = { atS: 0, busyMs: 0, computeMs: 0, memoryMs: 0 };
  #last: Omit<
    GpuActivity,
    'energyJ' | 'usedMib' | 'freeMib' | 'powerThrottledS' | 'thermalThrottledS'
  > = {
    busy: 0,
    sm: 0,
    tensor: 0,
    dram: 0,
    powerW: 0,
    temperatureC: 34,
    smClockMhz: 345,
  };
  #energyJ = 0;
  #powerThrottledS = 0;
  #thermalThrottledS = 0;

  read(box: BoxView): GpuActivity {
    const { law } = box.settings.engine;
    const tdp = law.tdpW / law.gpus;
    const span = box.elapsedS - this.#mark.atS;
    if (span >= WINDOW_S) this.#measure(box, span, tdp);
    const memoryMib = law.memoryBytes / law.gpus / 2 ** 20;
    const usedMib = memoryMib * 0.9;
    return {
      ...this.#last,
      powerW: this.#last.powerW === 0 ? tdp * IDLE_SHARE_OF_TDP : this.#last.powerW,
      energyJ: this.#energyJ,
      usedMib,
      freeMib: memoryMib - usedMib,
      powerThrottledS: this.#powerThrottledS,
      thermalThrottledS: this.#thermalThrottledS,
    };
  }

  #measure(box: BoxView, span: number, tdp: number): void {
    const { counters, settings } = box;
    const idle = settings.lies.some((lie) => lie.kind === 'hidden-proxy');
    const share = (now: number, before: number): number =>
      idle ? 0 : Math.min(1, Math.max(0, (now - before) / 1e3 / span));
    const busy = share(counters.busyMs, this.#mark.busyMs);
    const products = share(counters.computeMs, this.#mark.computeMs);
    const traffic = share(counters.memoryMs, this.#mark.memoryMs);
    const { law } = settings.engine;
    const { limit } = settings.telemetry;
    const throttled = limit === 'power' || limit === 'thermal';
    const dram = limit === 'memory-bandwidth' ? 0.95 * busy : traffic * law.mbuDecode;
    const tensor = limit === 'compute' ? 0.9 * busy : products * law.mfuPrefill;
    const sm = limit === 'scheduler' ? 0.6 * busy : Math.min(busy, Math.max(products, traffic));
    const load = Math.min(1, 0.55 * busy + 0.45 * Math.max(tensor, dram));
    const powerW =
      limit === 'power' && busy > 0.5
        ? tdp
        : tdp * (IDLE_SHARE_OF_TDP + (1 - IDLE_SHARE_OF_TDP) * load);
    this.#energyJ += powerW * span;
    if (limit === 'power' && busy > 0.5) this.#powerThrottledS += span * busy;
    if (limit === 'thermal' && busy > 0.5) this.#thermalThrottledS += span * busy;
    this.#last = {
      busy,
      sm,
      tensor,
      dram,
      powerW,
      temperatureC: limit === 'thermal' && busy > 0.5 ? 87 : 34 + 38 * load,
      smClockMhz: busy === 0 ? 345 : throttled && busy > 0.5 ? THROTTLED_MHZ : BOOST_MHZ,
    };
    this.#mark = {
      atS: box.elapsedS,
      busyMs: counters.busyMs,
      computeMs: counters.computeMs,
      memoryMs: counters.memoryMs,
    };
  }
}
