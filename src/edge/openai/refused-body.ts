import type { FailureStage } from '../../record/index.ts';
import { isRecord, parseJson } from './json-value.ts';
import { isEncoded, type ResponseHead } from './response-head.ts';
import { describeServerError, readServerError } from './server-error.ts';

/** Why a response that brought no event stream failed. */
export interface Refusal {
  readonly stage: FailureStage;
  readonly code: string;
  readonly message: string;
}

/**
 * Judges a response whose body was not a stream of chat events: any status but 2xx, and every 200
 * that is no success (an error in JSON, a proxy's HTML page, a whole completion, a compressed body).
 * `body` is what was kept of it.
 */
export function refusal(head: ResponseHead, body: string): Refusal {
  const { status } = head;
  if (status >= 300 && status < 400) {
    const to = head.location === '' ? '' : ` to ${head.location}`;
    return { stage: 'headers', code: `http-${status}`, message: `redirect${to} is not followed` };
  }
  if (status < 200 || status > 299) {
    return { stage: 'headers', code: `http-${status}`, message: bodyMessage(head, body) };
  }
  if (isEncoded(head)) {
    const message = `body compressed with ${head.contentEncoding} although identity was asked for`;
    return { stage: 'protocol', code: 'content-encoding', message };
  }
  const value = parseJson(body);
  const error = readServerError(value);
  if (error !== undefined) {
    return { stage: 'protocol', code: 'json-error', message: describeServerError(error) };
  }
  if (isHtml(head, body)) {
    return { stage: 'protocol', code: 'html', message: `an HTML page: ${htmlText(body)}` };
  }
  if (isRecord(value) && Array.isArray(value['choices'])) {
    const message = 'a whole completion in one piece: the server did not stream';
    return { stage: 'protocol', code: 'not-streamed', message };
  }
  if (body.trim() === '') {
    return { stage: 'protocol', code: 'empty-body', message: 'status 200 with an empty body' };
  }
  const message = `no event stream but ${head.contentType || 'a body without type'}: ${oneLine(body)}`;
  return { stage: 'protocol', code: 'not-a-stream', message };
}

function bodyMessage(head: ResponseHead, body: string): string {
  const error = readServerError(parseJson(body));
  if (error !== undefined) return describeServerError(error);
  if (isHtml(head, body)) return `an HTML page: ${htmlText(body)}`;
  return body.trim() === '' ? `status ${head.status} with an empty body` : oneLine(body);
}

const isHtml = (head: ResponseHead, body: string): boolean =>
  head.contentType.includes('html') || /^\s*<(?:!doctype|html)/i.test(body);

const htmlText = (body: string): string =>
  oneLine(body.replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' '));

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
