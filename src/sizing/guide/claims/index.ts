import type { Claim } from '../claim.ts';
import { partOneClaims } from './part-1-cost.ts';
import { partTwoClaims } from './part-2-models.ts';
import { partThreeClaims } from './part-3-decisions.ts';
import { partFourClaims } from './part-4-traps.ts';
import { partFiveClaims } from './part-5-vendors.ts';
import { partSixClaims } from './part-6-cases.ts';
import { partSevenAndEightClaims } from './part-7-to-8-budgets-trends.ts';
import { partNineAndTenClaims } from './part-9-to-10-faq-summary.ts';

/** All claims of the guide, in its order. */
export const claims: readonly Claim[] = [
  ...partOneClaims,
  ...partTwoClaims,
  ...partThreeClaims,
  ...partFourClaims,
  ...partFiveClaims,
  ...partSixClaims,
  ...partSevenAndEightClaims,
  ...partNineAndTenClaims,
];
