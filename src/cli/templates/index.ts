/** The files that `steelyard init` writes; each is a valid spec as it stands. */
import { fleetTemplate } from './fleet.ts';
import { needTemplate } from './need.ts';
import { planTemplate } from './plan.ts';
import type { Template } from './template.ts';

export const templates: readonly Template[] = [fleetTemplate, planTemplate, needTemplate];
export type { Template } from './template.ts';
