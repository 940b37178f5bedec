import type { Model } from '../../spec/index.ts';
import type { ModelClass } from './guide-rules.ts';

const BILLION = 1e9;

/**
 * The guide's size class of a model by total parameters; models between its classes belong to the class
 * below them (a 106B mixture counts as 70b, a 235B one too).
 */
export function modelClassOf(model: Model): ModelClass {
  if (model.totalParams < 20 * BILLION) return '7b-13b';
  if (model.totalParams < 50 * BILLION) return '13b-30b';
  if (model.totalParams < 400 * BILLION) return '70b';
  return '671b';
}

const ORDER: readonly ModelClass[] = ['7b-13b', '13b-30b', '70b', '671b'];

/** Position from the smallest class on. */
export const classRank = (c: ModelClass): number => ORDER.indexOf(c);
