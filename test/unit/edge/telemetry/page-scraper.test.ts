import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpProbe } from '../../../../src/base/index.ts';
import { ms } from '../../../../src/base/index.ts';
import { httpProbe } from '../../../../src/edge/http-probe.ts';
import { pageScraper } from '../../../../src/edge/telemetry/index.ts';
import { type ScriptedServer, scriptedServer } from '../openai/scripted-server.ts';

/** A probe that answers 10 ms after it was asked at 100 ms. */
function answering(answer: HttpAnswer) {
  let nowMs = 100;
  const get = async (): Promise<HttpAnswer> => {
    nowMs += 10;
    return answer;
  };
  const probe: HttpProbe = { get, post: get };
  return pageScraper(probe, { now: () => ms(nowMs) }).scrape('http://a/metrics');
}
const page = (body: string, status = 200): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: {},
  body,
});

describe('scraping a page', () => {
  it('dates it by the middle of the round trip, and counts lines that are none', async () => {
    expect(await answering(page('a 1\n???\n'))).toEqual({
      kind: 'page',
      atMs: 105,
      tookMs: 10,
      samples: [{ name: 'a', labels: {}, value: 1 }],
      wrongLines: 1,
    });
  });

  it.each<[string, HttpAnswer]>([
    ['HTTP 404', page('a 1\n', 404)],
    ['HTTP 302', page('', 302)],
    ['an empty page', page(' \n')],
    ['no sample on the page (1 lines that are none)', page('<html>502 Bad Gateway</html>')],
    [
      'timeout: no answer in time',
      { kind: 'unreachable', code: 'timeout', message: 'no answer in time' },
    ],
  ])('says why there is none: %s', async (why, answer) => {
    expect(await answering(answer)).toEqual({ kind: 'unreadable', atMs: 105, why });
  });
});

describe('a page over HTTP', () => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const serving = async (body: Uint8Array) => {
    server = await scriptedServer((socket) => {
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`,
      );
      socket.write(body);
    });
    const probe = httpProbe({ maxBytes: 100_000, headers: { authorization: 'Bearer k' } });
    const scraped = await pageScraper(probe, { now: () => ms(0) }).scrape(`${server.url}/metrics`);
    await probe.close();
    return scraped;
  };

  it('is asked for as text, packed, with the credentials of its endpoint', async () => {
    const scraped = await serving(gzipSync('a{x="好"} 1\n'));
    expect(scraped).toMatchObject({ samples: [{ name: 'a', labels: { x: '好' }, value: 1 }] });
    expect(server?.requests[0]).toMatch(/accept: text\/plain;version=0\.0\.4/i);
    expect(server?.requests[0]).toMatch(/accept-encoding: gzip/i);
    expect(server?.requests[0]).toMatch(/authorization: Bearer k/i);
  });

  it('that unpacks beyond the limit, or is torn, is unreadable', async () => {
    expect(await serving(gzipSync('a 1\n'.repeat(100_000)))).toMatchObject({
      kind: 'unreadable',
      why: 'too-big: the answer is longer than 100000 bytes',
    });
    await server?.close();
    expect(await serving(gzipSync('a 1\n').subarray(0, 15))).toMatchObject({ kind: 'unreadable' });
  });
});
