import type { Gpu, Precision } from '../../spec/index.ts';

const bits: Readonly<Record<Precision, number>> = {
  fp32: 32,
  fp16: 16,
  bf16: 16,
  // 128 x 128 blocks with one 32-bit scale each.
  fp8: 8 + 32 / (128 * 128),
  int8: 8,
  // Groups of 128 with a 16-bit scale and zero point.
  int4: 4.25,
  mxfp4: 4.25,
  nvfp4: 4.5,
  fp4: 4.5,
};

/** Bytes of one parameter, with its share of the scales. */
export const bytesPerParameter = (precision: Precision): number => bits[precision] / 8;

/** Dense TFLOPS of one GPU at that precision; narrower weights than the cores know are widened to 16 bit. */
export function peakTflops(gpu: Gpu, precision: Precision): number {
  const { bf16, fp8, int8, fp4 } = gpu.denseTflops;
  switch (precision) {
    case 'fp32':
      return bf16 / 2;
    case 'fp8':
      return fp8 ?? bf16;
    case 'int8':
      return int8 ?? bf16;
    case 'fp4':
    case 'mxfp4':
    case 'nvfp4':
      return fp4 ?? bf16;
    case 'fp16':
    case 'bf16':
    case 'int4':
      return bf16;
  }
}
