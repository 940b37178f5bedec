import { describe, expect, it } from 'vitest';
import { resolveFleet, simulate } from '../../src/mock/index.ts';
import { mockFleetSchema } from '../../src/spec/index.ts';
import { oneBox } from '../unit/mock/serve/one-box.ts';

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

describe('a box over sockets obeys its law', () => {
  it('within 3% of the same box in virtual time, by its own log', async () => {
    const concurrency = 4;
    const count = 40;
    const box = await oneBox({ law: { timeScale: 1 }, engine: { prefixCache: false } });
    const send = async (): Promise<void> => {
      for (let i = 0; i < count / concurrency; i++) {
        const content = `${'one two six '.repeat(400)}`;
        await box.ask({ max_tokens: 40, ignore_eos: true, messages: [{ role: 'user', content }] });
      }
    };
    await Promise.all(Array.from({ length: concurrency }, send));
    const log = await box.log();
    await box.stop();

    const fleet = resolveFleet(
      mockFleetSchema.parse({
        boxes: [
          {
            id: 'a',
            preset: '1xh100-80g-sxm/vllm-0.10.0/llama-3.1-8b-fp8',
            engine: { prefixCache: false },
          },
        ],
      }),
    );
    const engine = fleet.ok ? fleet.value[0]?.engine : undefined;
    if (engine === undefined) throw new Error('the box does not resolve');
    // The same arrivals, as the box received them, in virtual time.
    const arrivals = log.map((entry) => ({
      atMs: Number(entry['receivedMs']),
      promptTokens: Number(entry['promptTokens']),
      outputTokens: 40,
    }));
    const virtual = simulate({ engine }, arrivals).requests;

    const tpot = (first: number, last: number): number => (last - first) / 39;
    const served = log.map((e) => tpot(Number(e['firstTokenMs']), Number(e['lastTokenMs'])));
    const lawful = virtual.map((r) => tpot(r.tokenMs[0] ?? 0, r.tokenMs[39] ?? 0));
    expect(Math.abs(median(served) / median(lawful) - 1)).toBeLessThan(0.03);
    const waited = log.map((e) => Number(e['firstTokenMs']) - Number(e['receivedMs']));
    const wait = virtual.map((r) => (r.tokenMs[0] ?? 0) - r.atMs);
    expect(Math.abs(median(waited) / median(wait) - 1)).toBeLessThan(0.03);
  });
});
