/**
 * Metrics pages by meaning: which series of which server carries what, what a box counted over a
 * stretch of time, restarts included. Pure tables and folds; pages are read over HTTP in edge.
 */
export {
  addDeltas,
  type BoxTimeline,
  boxTimelines,
  type DatedReading,
  deltaBetween,
  type ServerDelta,
} from './box-timeline.ts';
export {
  type BucketQuantile,
  bucketQuantile,
  type CumulativeHistogram,
} from './cumulative-histogram.ts';
export { leanPage } from './lean-page.ts';
export type { Meaning, MeaningFacts } from './meaning.ts';
export { type PageReading, readPage } from './read-page.ts';
export type { Alias, ServerFacts } from './server-facts.ts';
