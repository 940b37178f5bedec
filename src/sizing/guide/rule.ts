import type { Judgement } from './judgement.ts';
import type { Known } from './known.ts';
import type { StatedValues } from './stated.ts';

/** A pure function from what is known to what follows for one claim. */
export type Rule = (known: Known, stated: StatedValues) => Judgement;
