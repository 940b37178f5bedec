/**
 * Client against server: the same requests, tokens and latencies by the client's records and by the
 * box's own counters over the same stretches of time; what differs is explained or flagged. Judges no
 * cell: foreign load and cache hits go to validity as evidence.
 */
export type { LoadAt, LoadOverTime } from './load-over-time.ts';
export { type CellReconcile, type Reconciler, reconciler } from './reconciler.ts';
export {
  type DifferenceReason,
  type Reconcile,
  type ReconcileRow,
  reconcileSchema,
} from './schema.ts';
