import { random } from '../../base/index.ts';
import { normalCdf } from './normal-cdf.ts';

/** How one box finds items hard: from its own seed, partly as another box does. */
export interface LatentDifficulty {
  readonly seed: number | string;
  readonly shared?: { readonly with: LatentDifficulty; readonly correlation: number };
}

/**
 * The box's latent difficulty of an item: standard normal, of the planted correlation with that of
 * the box it shares errors with. At correlation 1 the errors of the better box are among those of
 * the other.
 */
export function latent(of: LatentDifficulty, item: string): number {
  const own = (): number => random(of.seed).child('latent').stream(item).normal();
  if (of.shared === undefined) return own();
  const { correlation } = of.shared;
  const theirs = correlation * latent(of.shared.with, item);
  const rest = 1 - correlation * correlation;
  return rest <= 0 ? theirs : theirs + Math.sqrt(rest) * own();
}

/** An item's place in 0..1: it is answered rightly by a box whose accuracy is above it. */
export const difficulty = (of: LatentDifficulty, item: string): number =>
  normalCdf(latent(of, item));
