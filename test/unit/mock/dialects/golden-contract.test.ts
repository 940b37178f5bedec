import { describe, expect, it } from 'vitest';
import { boom, type Golden } from './golden/golden.ts';
import { llamacppGolden } from './golden/llamacpp.ts';
import { lmdeployGolden } from './golden/lmdeploy.ts';
import { sglangGolden } from './golden/sglang.ts';
import { tgiGolden } from './golden/tgi.ts';
import { vllmGolden } from './golden/vllm.ts';
import { callOf, cutAnswer, onStage, shortAnswer, usage, viewOf } from './stage.ts';

const all: readonly Golden[] = [
  ...vllmGolden,
  ...tgiGolden,
  ...lmdeployGolden,
  ...sglangGolden,
  ...llamacppGolden,
];
/** Events are separated by an empty line. */
const bytes = (lines: readonly string[]): string => lines.map((line) => `${line}\n\n`).join('');

describe.each(all)('$server $version, byte for byte', (golden) => {
  const stage = () => onStage(golden.server, golden.version);
  const view = viewOf(golden.server, golden.version);

  it('a short answer', () => {
    expect(shortAnswer(stage().framing)).toBe(bytes(golden.short));
  });

  it('a length stop', () => {
    expect(cutAnswer(stage().framing)).toBe(bytes(golden.length));
  });

  it('a reasoning answer, or none where thoughts have no field', () => {
    const { dialect, framing } = stage();
    expect(dialect.hasReasoningField).toBe(golden.reasoning !== undefined);
    if (golden.reasoning === undefined) return;
    const stream =
      framing.opening(usage(1)) +
      framing.tokens({ content: '', reasoning: 'hm' }, usage(1)) +
      framing.finish({ content: 'Hi', reasoning: '' }, 'stop', usage(2)) +
      framing.closing(usage(2));
    expect(stream).toBe(bytes(golden.reasoning));
  });

  it('a tool call', () => {
    const { framing } = stage();
    const nothing = { content: '', reasoning: '' };
    expect(
      framing.tokens({ ...nothing, tool: { id: 'c1', name: 'f', arguments: '' } }, usage(1)) +
        framing.tokens({ ...nothing, tool: { arguments: '{}' } }, usage(1)),
    ).toBe(bytes(golden.tool));
    expect(framing.finish(nothing, 'tool_calls', usage(2))).toContain(
      '"finish_reason":"tool_calls"',
    );
  });

  it('a context overflow', () => {
    const admission = stage().dialect.admit(callOf({ maxTokens: 1 }), 100, view);
    if (golden.overflow === 'empty' || admission.kind !== 'refused') {
      expect(admission.kind).toBe(golden.overflow);
      return;
    }
    const { status, body } = admission.reply;
    const { events } = admission;
    expect({ status, body, ...(events === undefined ? {} : { events }) }).toEqual(golden.overflow);
  });

  it('an unknown model', () => {
    const body = JSON.stringify({ model: 'other', messages: [{ role: 'user', content: 'x' }] });
    const headers = { 'content-type': 'application/json' };
    const understood = stage().dialect.understand(body, headers, view);
    if (golden.unknownModel === undefined) expect(understood.kind).toBe('call');
    else expect(understood).toMatchObject({ reply: golden.unknownModel });
  });

  it('a failure in the middle of a stream', () => {
    expect(stage().framing.failure(boom)).toBe(bytes(golden.failure));
  });

  it('its discovery pages', () => {
    for (const [path, said] of Object.entries(golden.pages)) {
      const body = stage().dialect.page({ method: 'GET', path, body: '' }, view)?.body;
      if (typeof said === 'string') expect([path, body]).toEqual([path, said]);
      else for (const part of said) expect(body).toContain(part);
    }
  });

  it('its metrics page', () => {
    const page = stage().dialect.page({ method: 'GET', path: '/metrics', body: '' }, view);
    if (golden.metrics === 'none') {
      expect(page).toBeUndefined();
      return;
    }
    const lines = (page?.body ?? '').split('\n');
    for (const line of golden.metrics)
      expect(lines.filter((l) => l.startsWith(line))).not.toEqual([]);
    for (const name of golden.notMetrics ?? []) expect(page?.body).not.toContain(name);
  });
});
