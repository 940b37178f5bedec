import { expect, it } from 'vitest';
import type { MockServer } from '../../../../src/spec/index.ts';
import { onStage, viewOf } from './stage.ts';

const ask = (server: MockServer, version: string, over: object): string => {
  const body = { model: 'm', temperature: 0, messages: [{ role: 'user', content: 'x' }], ...over };
  const understood = onStage(server, version).dialect.understand(
    JSON.stringify(body),
    { 'content-type': 'application/json' },
    viewOf(server, version),
  );
  return understood.kind === 'call'
    ? 'served'
    : `${understood.reply.status} ${understood.reply.body}`;
};

it('several choices are refused as the server words it, or ignored where it ignores them', () => {
  expect(ask('vllm', '0.10.0', { n: 2 })).toMatch(
    /^400 .*n must be 1 when using greedy sampling, got 2\./,
  );
  expect(ask('vllm', 'current', { n: 2, temperature: 1 })).toMatch(/^400 .*one choice a request/);
  expect(ask('tgi', '3.3.7', { n: 2 })).toBe('served');
  expect(ask('lmdeploy', '0.16.0', { n: 2 })).toMatch(/^400 .*one choice a request/);
  expect(ask('sglang', 'current', { n: 2 })).toMatch(/^400 .*one choice a request/);
  expect(ask('llamacpp', 'current', { n: 2 })).toMatch(
    /^400 .*Only one completion choice is allowed/,
  );
});

it('log probabilities are refused, never left out in silence', () => {
  for (const [server, version, status] of [
    ['vllm', '0.10.0', 400],
    ['tgi', '3.3.7', 422],
    ['sglang', 'current', 400],
    ['llamacpp', 'current', 400],
  ] as const) {
    expect(ask(server, version, { logprobs: true })).toMatch(
      new RegExp(`^${status} .*no log probabilities`),
    );
  }
  expect(ask('lmdeploy', '0.16.0', { logprobs: true, top_logprobs: 2 })).toContain(
    'Logprobs(True)/top_logprobs(2) requested but not enabled logprobs_mode in engine configuration',
  );
});

it('one choice without log probabilities is what everyone serves', () => {
  for (const [server, version] of [
    ['vllm', '0.5.4'],
    ['tgi', '2.0.4'],
    ['lmdeploy', '0.9.2'],
    ['sglang', 'current'],
    ['llamacpp', 'current'],
  ] as const) {
    expect(ask(server, version, { n: 1, logprobs: false })).toBe('served');
  }
});
