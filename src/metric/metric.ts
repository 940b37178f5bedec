import type { Measured, Quantity } from '../base/index.ts';
import type { RequestRecord } from '../record/index.ts';

/** A figure of one request: formula, unit, which way is better, and when it does not exist. */
export interface Metric<U extends string = string> {
  readonly id: string;
  readonly unit: U;
  readonly better: 'lower' | 'higher';
  readonly of: (record: RequestRecord) => Measured<Quantity<U>>;
}
