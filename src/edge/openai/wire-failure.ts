import type { FailureStage } from '../../record/index.ts';

/** How far a request had come when its connection broke. */
export type WireProgress = 'connecting' | 'sent' | 'body';

/** A broken connection in terms that do not depend on the transport. */
export interface WireFailure {
  readonly stage: FailureStage;
  readonly code: string;
  readonly message: string;
}

/**
 * Names what an error of a socket or of the HTTP layer means at that point: `closed` is a connection
 * that ended before an answer began, `cut` one that ended inside it.
 */
export function wireFailure(error: unknown, progress: WireProgress): WireFailure {
  const first = innermost(error);
  const own = codeOf(error) ?? codeOf(first) ?? (isParserError(error) ? 'EOF' : 'unknown');
  const message = first instanceof Error && first.message !== '' ? first.message : own;
  const stage = progress === 'connecting' ? 'connect' : progress === 'sent' ? 'headers' : 'stream';
  if (isBadHttp(error, own)) {
    return { stage: 'protocol', code: 'bad-http', message };
  }
  if (own === 'UND_ERR_CONNECT_TIMEOUT' || own === 'timeout-connect')
    return { stage: 'connect', code: 'timeout-connect', message };
  if (cutCodes.has(own)) {
    return { stage, code: progress === 'body' ? 'cut' : 'closed', message };
  }
  return { stage, code: own, message };
}

/** Ends that are no error of the system: the peer closed, or fewer bytes came than announced. */
const cutCodes = new Set([
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_CLOSED',
  'EOF',
]);
const protocolCodes = new Set([
  'bad-http',
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
]);

function isBadHttp(error: unknown, code: string): boolean {
  if (protocolCodes.has(code)) return true;
  // The parser also reports a body that breaks off at the end of its connection.
  return isParserError(error) && !/\bEOF\b/i.test(error.message);
}

const isParserError = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'HTTPParserError';

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** A name with several addresses fails with all their errors at once; the first tells the cause. */
function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (error instanceof Error && error.cause instanceof Error) return innermost(error.cause);
  return error;
}
