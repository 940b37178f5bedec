/** A kind of GPU: what its maker or a measurement says it has. Figures are per card. */
export interface Gpu {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** GB of 1e9 bytes, as sold. */
  readonly memoryGb: number;
  /** GiB that the driver reports as total; absent where no measured figure is known. */
  readonly driverMemoryGib?: number;
  /** GB/s. */
  readonly bandwidthGbPerS: number;
  /** Dense, no sparsity; a precision is absent where the tensor cores do not have it. */
  readonly denseTflops: {
    readonly bf16: number;
    readonly fp8?: number;
    readonly int8?: number;
    readonly fp4?: number;
  };
  /** GB/s in one direction: to the other GPUs of the box, and over PCIe. */
  readonly interconnect: {
    readonly kind: string;
    readonly perGpuGbPerS: number;
    readonly pcieGbPerS: number;
  };
  readonly tdpW?: number;
  /** What the buyer's guide asks for `cards` cards; `maxCny` is absent where it says "and up". */
  readonly guidePrice?: {
    readonly cards: number;
    readonly minCny: number;
    readonly maxCny?: number;
    readonly quote: string;
  };
  readonly sources: readonly string[];
  readonly confidence: 'high' | 'medium' | 'low';
  readonly notes?: string;
}
