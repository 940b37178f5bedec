import { contentHash } from '../../base/index.ts';

/** What names a task run, but for its endpoint. */
export interface PairParts {
  readonly repeat: number;
  readonly loadPoint: number;
  readonly scenario: string;
  readonly strategy: string;
  readonly serialisation?: string | undefined;
  readonly epoch: number;
  readonly task: string;
  /** For warm-up task runs: which stretch of the list they precede, and their number there. */
  readonly warmup?: { readonly chunk: number; readonly ordinal: number } | undefined;
}

/**
 * The identity of a task run without its endpoint, as text. Slashes part the members: identifiers
 * may hold dots and dashes, but no slash.
 */
export function pairIdentity(p: PairParts): string {
  const place = `${p.repeat}/${p.loadPoint}/${p.scenario}/${p.strategy}/${p.serialisation ?? ''}`;
  const warmup = p.warmup === undefined ? '' : `/warmup-${p.warmup.chunk}-${p.warmup.ordinal}`;
  return `${place}/${p.epoch}/${p.task}${warmup}`;
}

/** The id of a task run in records: 16 hex digits, 64 bits of SHA-256. */
export const taskRunId = (pair: string, endpoint: string): string =>
  contentHash(`${endpoint}/${pair}`).slice(0, 16);

/**
 * The salt of a task run under `prefixCache: cold`: equal for all endpoints, different for every
 * load point, repeat, epoch, strategy and run, so that no prompt meets a cache of another.
 */
export const saltOf = (runId: string, pair: string): string =>
  contentHash(`salt/${runId}/${pair}`).slice(0, 16);
