import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../../src/base/index.ts';
import { parseFleet } from '../../../../src/spec/index.ts';

const messages = (text: string): string[] => {
  const parsed = parseFleet(text, 'fleet.yaml');
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
};

const direct = (more = ''): string => `endpoints:
  - id: box-a
    url: http://10.0.0.11:8000/v1
${more}`;

describe('a valid fleet', () => {
  it('gets its defaults and keeps versions as they were written', () => {
    const parsed = parseFleet(
      `${direct('    box: { gpu: h20-141g, count: 8, framework: vllm, frameworkVersion: 0.10 }')}
  - { id: b, url: 'http://b/v1' }
  - { id: c, url: 'http://c/v1' }
  - { id: panel, vote: { members: [box-a, b, c] } }
  - { id: standby, failover: { members: [box-a, b] } }
`,
      'fleet.yaml',
    );
    expect(parsed.ok && parsed.value.endpoints).toMatchObject([
      { id: 'box-a', server: 'auto', box: { frameworkVersion: '0.10' } },
      { id: 'b' },
      { id: 'c' },
      { id: 'panel', vote: { rule: 'majority' } },
      { id: 'standby', failover: { health: { everyS: 1, timeoutS: 2, fails: 2 } } },
    ]);
  });

  it('may be JSON, also with tabs', () => {
    const json = JSON.stringify({ endpoints: [{ id: 'a', url: 'http://a/v1' }] }, null, '\t');
    expect(parseFleet(json, 'fleet.json').ok).toBe(true);
  });
});

describe('a bad fleet', () => {
  it.each([
    [
      'an id that is no identifier',
      'endpoints:\n  - id: Box A\n    url: http://a/v1\n',
      'fleet.yaml:2:9 endpoints[0].id: expected a kebab-case identifier (a-z, 0-9, - and .), saw "Box A"',
    ],
    [
      'a URL without scheme',
      'endpoints:\n  - id: a\n    url: box-a:8000\n',
      'fleet.yaml:3:10 endpoints[0].url: expected an http:// or https:// URL, saw "box-a:8000"',
    ],
    [
      'a misspelt key',
      direct('    box: { precison: fp8 }\n'),
      'fleet.yaml:4:12 endpoints[0].box.precison: expected a known key, saw precison: "fp8" (did you mean precision?)',
    ],
    [
      'a misspelt word of a list of words',
      direct('    server: vlm\n'),
      'fleet.yaml:4:13 endpoints[0].server: expected one of auto, vllm, tgi, lmdeploy, sglang, llamacpp, openai, saw "vlm" (did you mean vllm?)',
    ],
    [
      'a GPU that the catalogue does not have',
      direct('    box: { gpu: h20-114g }\n'),
      'fleet.yaml:4:17 endpoints[0].box.gpu: expected a GPU of the catalogue, saw "h20-114g" (did you mean h20-141g',
    ],
    [
      'a model that the catalogue does not have',
      direct('    box: { model: deepsek-v3 }\n'),
      'fleet.yaml:4:19 endpoints[0].box.model: expected a model of the catalogue, saw "deepsek-v3" (did you mean deepseek-v3',
    ],
    [
      'money with its unit in the value',
      direct('    box: { price: { hardwareCny: 193万 } }\n'),
      'fleet.yaml:4:34 endpoints[0].box.price.hardwareCny: expected a number of at least 0, saw "193万" (a plain number, the unit stands in the key: hardwareCny: 1930000)',
    ],
    [
      'a share written in per cent',
      direct('    box: { price: { hardwareCny: 1, utilisation: 40 } }\n'),
      'fleet.yaml:4:50 endpoints[0].box.price.utilisation: expected a number from 0 to 1, saw 40 (shares are 0 to 1: utilisation: 0.4)',
    ],
    [
      'a number in quotes',
      direct('    box: { count: "8" }\n'),
      'fleet.yaml:4:19 endpoints[0].box.count: expected a whole number of at least 1, saw "8" (without quotes: count: 8)',
    ],
    [
      'more GPUs in parallel than there are',
      direct('    box: { count: 4, tensorParallel: 8 }\n'),
      'fleet.yaml:4:38 endpoints[0].box.tensorParallel: expected at most the 4 GPUs of the box, saw 8',
    ],
    [
      'the same id twice',
      direct('  - { id: box-a, url: "http://b/v1" }\n'),
      'fleet.yaml:4:11 endpoints[1].id: expected each endpoint id once, saw "box-a" (endpoints[0].id has it already)',
    ],
    [
      'a member that does not exist',
      direct('  - { id: s, failover: { members: [box-a, box-b] } }\n'),
      'fleet.yaml:4:43 endpoints[1].failover.members[1]: expected the id of an endpoint of this fleet, saw "box-b" (did you mean box-a?)',
    ],
    [
      'two voters as a majority',
      direct('  - { id: b, url: "http://b/v1" }\n  - { id: p, vote: { members: [box-a, b] } }\n'),
      'fleet.yaml:5:31 endpoints[2].vote.members: expected at least 3 members for a majority, saw 2 (two voters that differ have no majority: add a third, or use rule: unanimous or weighted)',
    ],
    [
      'a list that is no list',
      `${direct()}allow: 10.0.0.0/8\n`,
      'fleet.yaml:4:8 allow: expected a list, each text that is not empty, saw "10.0.0.0/8" (write a list: [10.0.0.0/8])',
    ],
    [
      'a malformed range',
      `${direct()}allow: [10.0.0.0/33]\n`,
      'fleet.yaml:4:9 allow[0]: expected an address or range (CIDR), saw "10.0.0.0/33" (for example 10.0.0.0/24 or ::1/128)',
    ],
    [
      'an endpoint outside of the allowed ranges',
      `${direct()}allow: [10.0.1.0/24]\n`,
      'fleet.yaml:3:10 endpoints[0].url: expected an address that allow covers, saw "http://10.0.0.11:8000/v1" (allowed: 10.0.1.0/24)',
    ],
    [
      'the URL of the method instead of the base',
      'endpoints:\n  - { id: a, url: "http://a/v1/chat/completions" }\n',
      'fleet.yaml:2:19 endpoints[0].url: expected the base URL of the API, saw "http://a/v1/chat/completions" (it ends in /v1; the rest is added)',
    ],
    [
      'a body member that the run sets',
      direct('    extraBody: { stream: false }\n'),
      'fleet.yaml:4:18 endpoints[0].extraBody.stream: expected a member that a run does not set itself, saw stream (it comes from nothing: answers are always streamed)',
    ],
    [
      'half of a client certificate',
      'endpoints:\n  - { id: a, url: "https://a/v1", tls: { cert: c.pem } }\n',
      'fleet.yaml:2:40 endpoints[0].tls: expected cert and keyFile together, saw cert alone',
    ],
  ])('%s is told with its place and cure', (_, text, expected) => {
    const found = messages(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  it('chooses the form of an endpoint by the key that was meant, and speaks of that form only', () => {
    expect(messages('endpoints:\n  - { id: panel, voet: { members: [a, b, c] } }\n')).toEqual([
      'fleet.yaml:2:18 endpoints[0].voet: expected a known key, saw voet: a mapping with members (did you mean vote?)',
    ]);
  });

  it('refuses an endpoint of two forms', () => {
    const text = direct('    failover: { members: [box-b, box-c] }\n');
    expect(messages(text)).toContain(
      'fleet.yaml:2:5 endpoints[0]: expected either url, vote or failover, saw url and failover (make two endpoints of it)',
    );
  });

  it('names each missing key at the part that lacks it', () => {
    expect(messages('endpoints:\n  - id: a\n')).toEqual([
      'fleet.yaml:2:5 endpoints[0].url: expected an http:// or https:// URL, saw nothing (add url)',
    ]);
  });

  it('refuses a member that is itself virtual', () => {
    const text = direct(`  - { id: b, url: "http://b/v1" }
  - { id: s, failover: { members: [box-a, b] } }
  - { id: p, vote: { members: [box-a, b, s] } }
`);
    expect(messages(text)).toEqual([
      'fleet.yaml:6:42 endpoints[3].vote.members[2]: expected an endpoint with a url, saw "s", which is itself virtual (endpoints with a url: box-a, b)',
    ]);
  });

  it('reports all problems at once, in the order of the file', () => {
    const found = messages(
      'endpoints:\n  - id: A\n    url: x\n    sever: vllm\n    limits: { maxConcurrency: 0 }\n',
    );
    expect(found.map((message) => message.split(' ')[0])).toEqual([
      'fleet.yaml:2:9',
      'fleet.yaml:3:10',
      'fleet.yaml:4:5',
      'fleet.yaml:5:31',
    ]);
  });
});
