/**
 * The words that every module speaks: quantities with units, measured values and their absence,
 * estimates and comparisons, problems and warnings, result sets, seeded random streams, content
 * hashes, and the ports through which the core touches the world. A closed list: what is not such a
 * word has its home elsewhere. Imports nothing of steelyard.
 */
export { canonicalJson } from './canonical-json.ts';
export type { ChatMessage, ToolCall } from './chat-message.ts';
export type { Clock } from './clock.ts';
export type { Comparison, ComparisonVerdict, Estimate } from './estimate.ts';
export { contentHash } from './hash.ts';
export type { HttpAnswer, HttpProbe, HttpProbeOptions } from './http-probe.ts';
export { absent, type Measured, mapMeasured, measured, presentValue } from './measured.ts';
export { fail, formatProblem, ok, type Problem, type Result } from './problem.ts';
export {
  type Bytes,
  bytes,
  type Cny,
  cny,
  type Ms,
  ms,
  type PerS,
  perS,
  type Quantity,
  quantity,
  type Share,
  share,
  type Tokens,
  tokens,
  type Us,
  us,
} from './quantity.ts';
export { type RandomSource, type RandomStream, random } from './random.ts';
export type { ResultSet, SqlValue } from './result-set.ts';
export type { MetricSample, MetricsPage, Scraper } from './scraper.ts';
export type { Sink } from './sink.ts';
export type { SqlDialect, SqlEngine, SqlOutcome, SqlRequest } from './sql-engine.ts';
export type { Tokenizer } from './tokenizer.ts';
export { type Warning, warning } from './warning.ts';
export type { MergedRange, Sheet, SheetCell, WorkbookContent } from './workbook.ts';
