/** Milliseconds on CLOCK_MONOTONIC, the same for all processes of a machine, with sub-µs steps. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
