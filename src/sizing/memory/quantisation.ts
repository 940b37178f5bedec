import type { Precision } from '../../spec/index.ts';

/** How a precision stores weights. */
export interface WeightFormat {
  /** Bits a quantised weight takes, its share of the scales included. */
  readonly bits: number;
  /** What is quantised: every matrix of the layers, or routed experts alone where there are any. */
  readonly of: 'everything' | 'matrices' | 'experts';
}

const BLOCK_SCALE = 1 + 32 / (128 * 128 * 8); // one FP32 scale per 128 x 128 block of 8-bit weights

/**
 * Bits per weight by precision. Integer 4 bit: groups of 128 with a 16-bit scale and zero, 4.25 bits;
 * MXFP4: 32 weights share an 8-bit exponent; NVFP4: 16 weights share an FP8 scale.
 * Sources: docs/methods/sizing.md, "Weights".
 */
export const weightFormats: Readonly<Record<Precision, WeightFormat>> = {
  fp32: { bits: 32, of: 'everything' },
  fp16: { bits: 16, of: 'everything' },
  bf16: { bits: 16, of: 'everything' },
  fp8: { bits: 8 * BLOCK_SCALE, of: 'matrices' },
  int8: { bits: 8 * BLOCK_SCALE, of: 'matrices' },
  int4: { bits: 4.25, of: 'matrices' },
  fp4: { bits: 4.5, of: 'experts' },
  nvfp4: { bits: 4.5, of: 'experts' },
  mxfp4: { bits: 4.25, of: 'experts' },
};

/** Bytes of one cached key or value number; below 8 bits the scales are not counted. */
export const cacheBytesPerElement = (precision: Precision): number => {
  switch (precision) {
    case 'fp32':
      return 4;
    case 'fp16':
    case 'bf16':
      return 2;
    case 'fp8':
    case 'int8':
      return 1;
    case 'int4':
    case 'fp4':
    case 'mxfp4':
    case 'nvfp4':
      return 0.5;
  }
};
