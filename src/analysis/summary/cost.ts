import type { Price } from '../../spec/index.ts';

const HOURS_PER_YEAR = 8760;

/**
 * Cost of one hour in use, CNY: hardware spread over its years and the yearly cost, both spread over
 * the hours of a year in which the box works (docs/methods#cost).
 */
export const cnyPerHourInUse = (price: Price): number =>
  (price.hardwareCny / price.years + price.yearlyCny) / (HOURS_PER_YEAR * price.utilisation);
