/** Status line and the headers that decide how a body is read; names in lower case. */
export interface ResponseHead {
  readonly status: number;
  readonly contentType: string;
  readonly contentEncoding: string;
  readonly location: string;
}

type HeaderValue = string | readonly string[] | undefined;

export function responseHead(
  status: number,
  headers: Readonly<Record<string, HeaderValue>>,
): ResponseHead {
  return {
    status,
    contentType: one(headers['content-type']).toLowerCase(),
    contentEncoding: one(headers['content-encoding']).toLowerCase(),
    location: one(headers['location']),
  };
}

const one = (value: HeaderValue): string =>
  value === undefined ? '' : typeof value === 'string' ? value : value.join(', ');

/** How the body is to be taken: as a stream of events, or kept (up to a limit) to say what went wrong. */
export function readsAsEvents(head: ResponseHead): boolean {
  if (head.status < 200 || head.status > 299 || isEncoded(head)) return false;
  // Some gateways give event streams no type or a wrong one; only what is surely no stream is refused.
  return !/(?:^application\/(?:[a-z.]+\+)?json|^text\/html|^application\/xhtml)/.test(
    head.contentType,
  );
}

export const isEncoded = (head: ResponseHead): boolean =>
  head.contentEncoding !== '' && head.contentEncoding !== 'identity';
