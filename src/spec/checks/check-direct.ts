import type { DataPath, Finding } from '../parse/finding.ts';
import { shown } from '../parse/shown.ts';
import { keysOf, memberOf, textOf } from './loose.ts';

/** Headers that the client sets itself; another value would break the wire or what is measured. */
const ownHeaders = new Set([
  'content-length',
  'content-type',
  'transfer-encoding',
  'connection',
  'host',
  'accept-encoding',
]);

/** Body members that a run sets itself, with where they are set instead. */
const ownBody: Readonly<Record<string, string>> = {
  model: "the endpoint's model",
  messages: 'the scenario',
  stream: 'nothing: answers are always streamed',
  stream_options: 'nothing: usage is always asked for',
  n: 'nothing: one answer per request',
  max_tokens: "the scenario's generation.maxTokens",
};

/** What an endpoint with a url may not set, or sets in half. */
export function checkDirect(endpoint: unknown, path: DataPath): Finding[] {
  const found: Finding[] = [];
  const url = textOf(memberOf(endpoint, 'url')) ?? '';
  if (/\/(chat\/)?completions\/?$/.test(url)) {
    found.push({
      path: [...path, 'url'],
      expected: 'the base URL of the API',
      seen: shown(url, [...path, 'url']),
      hint: 'it ends in /v1; the rest is added',
    });
  }
  for (const name of keysOf(memberOf(endpoint, 'headers'))) {
    const value = textOf(memberOf(endpoint, 'headers', name)) ?? '';
    const at = [...path, 'headers', name];
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      found.push({ path: at, at: 'key', expected: 'a header name', seen: shown(name) });
    } else if (ownHeaders.has(name.toLowerCase())) {
      found.push({
        path: at,
        at: 'key',
        expected: 'a header that steelyard does not set itself',
        seen: name,
      });
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) {
      found.push({ path: at, expected: 'a header value on one line', seen: shown(value, at) });
    }
  }
  for (const name of keysOf(memberOf(endpoint, 'extraBody'))) {
    const instead = Object.hasOwn(ownBody, name) ? ownBody[name] : undefined;
    if (instead === undefined) continue;
    found.push({
      path: [...path, 'extraBody', name],
      at: 'key',
      expected: 'a member that a run does not set itself',
      seen: name,
      hint: `it comes from ${instead}`,
    });
  }
  const tls = memberOf(endpoint, 'tls');
  const [cert, keyFile] = [memberOf(tls, 'cert'), memberOf(tls, 'keyFile')];
  if ((cert === undefined) !== (keyFile === undefined)) {
    found.push({
      path: [...path, 'tls'],
      expected: 'cert and keyFile together',
      seen: cert === undefined ? 'keyFile alone' : 'cert alone',
    });
  }
  return found;
}
