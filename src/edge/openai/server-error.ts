import { isRecord, type JsonRecord, numberAt, textAt } from './json-value.ts';

/** What a server said went wrong, from any of the shapes in use. */
export interface ServerError {
  readonly message: string;
  /** Type or code as the server named it. */
  readonly type?: string;
  /** Status inside the body; in a stream the HTTP status is 200 whatever happened. */
  readonly status?: number;
}

/**
 * Finds an error in a JSON body or in-stream event, or undefined where it is none. Shapes: nested
 * `{error: {message, type, code}}` (vLLM from 0.10.1, llama.cpp, in-stream everywhere), flat
 * `{object: "error", message, type, code}` (vLLM to 0.10.0, LMDeploy, SGLang), a plain text
 * `{error: "...", error_type}` (TGI) and `{detail}` (FastAPI).
 */
export function readServerError(body: unknown): ServerError | undefined {
  if (!isRecord(body)) return undefined;
  const nested = body['error'];
  if (isRecord(nested)) return errorOf(nested, textAt(nested, 'message') ?? JSON.stringify(nested));
  if (typeof nested === 'string') return errorOf(body, nested);
  if ('choices' in body) return undefined;
  if (body['object'] === 'error') return errorOf(body, textAt(body, 'message') ?? 'no message');
  const detail = body['detail'];
  if (typeof detail === 'string') return errorOf(body, detail);
  if (detail !== undefined && detail !== null) return errorOf(body, JSON.stringify(detail));
  return undefined;
}

function errorOf(record: JsonRecord, message: string): ServerError {
  const code = record['code'];
  const type =
    textAt(record, 'type') ??
    textAt(record, 'error_type') ??
    (typeof code === 'string' && code !== '' ? code : undefined);
  const status = numberAt(record, 'code') ?? numberAt(record, 'http_status_code');
  return {
    message,
    ...(type === undefined ? {} : { type }),
    ...(status === undefined ? {} : { status }),
  };
}

/** One line for a record: type and status before the message. */
export function describeServerError(error: ServerError): string {
  const about = [error.type, error.status].filter((part) => part !== undefined).join(' ');
  return about === '' ? error.message : `${about}: ${error.message}`;
}
