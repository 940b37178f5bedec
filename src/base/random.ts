import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** Draws from one named sub-stream; the same (seed, path of names) gives the same draws on every machine. */
export interface RandomStream {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform whole number in [lo, hi], both ends included. */
  integer(lo: number, hi: number): number;
  /** Standard normal, by Box-Muller. */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
  /** A new array in random order (Fisher-Yates). */
  shuffled<V>(items: readonly V[]): V[];
  /** One of `items`; throws on an empty list. */
  pick<V>(items: readonly V[]): V;
}

/** A seed from which independent streams are named: a draw added in one place moves nothing elsewhere. */
export interface RandomSource {
  /** The stream of that name, from its beginning. */
  stream(name: string): RandomStream;
  /** A source below this one. */
  child(name: string): RandomSource;
}

/** Random source for a seed; streams are keyed by SHA-256 of the path of names. */
export function random(seed: number | string): RandomSource {
  return sourceAt(`seed:${seed}`);
}

const sourceAt = (path: string): RandomSource => ({
  stream: (name) => streamAt(`${path}/${name}`),
  child: (name) => sourceAt(`${path}/${name}`),
});

function streamAt(path: string): RandomStream {
  const digest = new DataView(sha256(utf8ToBytes(path)).buffer);
  // The all-zero state is the only one the generator cannot leave; `| 1` keeps out of it.
  const generator = xoroshiro128plusFromState([
    digest.getInt32(0) | 1,
    digest.getInt32(4),
    digest.getInt32(8),
    digest.getInt32(12),
  ]);
  const uniform = (): number => uniformFloat64(generator);
  const integer = (lo: number, hi: number): number => uniformInt(generator, lo, hi);
  const shuffled = <V>(items: readonly V[]): V[] => {
    const out = [...items];
    for (let i = out.length - 1; i > 0; i--) {
      const j = integer(0, i);
      const a = out[i] as V;
      out[i] = out[j] as V;
      out[j] = a;
    }
    return out;
  };
  return {
    uniform,
    integer,
    shuffled,
    // 1 - uniform() lies in (0, 1], so that the logarithm is finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    exponential: () => -Math.log(1 - uniform()),
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[integer(0, items.length - 1)] as (typeof items)[number];
    },
  };
}
