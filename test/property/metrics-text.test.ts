import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leanPage, readPage } from '../../src/analysis/telemetry/index.ts';
import { parseMetricsText } from '../../src/edge/telemetry/index.ts';

const name = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,12}$/);
const label = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/);
const escaped = (v: string): string =>
  v.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

describe('metrics text', () => {
  it('whatever is written by the rules is read back', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            name,
            labels: fc.dictionary(label, fc.string({ unit: 'binary' }), { maxKeys: 4 }),
            // Text has no minus nought.
            value: fc.double({ noNaN: true }).map((v) => v + 0),
          }),
        ),
        (samples) => {
          const text = samples
            .map((s) => {
              const labels = Object.entries(s.labels).map(([k, v]) => `${k}="${escaped(v)}"`);
              const value = Number.isFinite(s.value)
                ? String(s.value)
                : s.value > 0
                  ? '+Inf'
                  : '-Inf';
              return `${s.name}{${labels.join(',')}} ${value}\n`;
            })
            .join('');
          const read = parseMetricsText(text);
          expect(read.wrongLines).toBe(0);
          expect(read.samples.map((s) => ({ ...s, labels: { ...s.labels } }))).toEqual(
            samples.map((s) => ({ ...s, labels: { ...s.labels } })),
          );
        },
      ),
    );
  });

  it('no text makes the parser throw, and no wrong line hides the right one behind it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (garbage) => {
        if (garbage.includes('# EOF')) return;
        const { samples } = parseMetricsText(`${garbage}\nlast_one{a="b"} 42\n`);
        expect(samples.at(-1)).toMatchObject({ name: 'last_one', value: 42 });
      }),
    );
  });

  it('a lean page says of counts, sums and quantiles what the whole page says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 5 }), { minLength: 8, maxLength: 8 }),
        fc.array(fc.nat({ max: 5 }), { minLength: 8, maxLength: 8 }),
        (first, second) => {
          const page = (increments: readonly number[], engine: string) => {
            let total = 0;
            const buckets = increments.map((n, i) => {
              total += n;
              const le = i === 7 ? '+Inf' : String(2 ** i / 100);
              return {
                name: 'vllm:time_to_first_token_seconds_bucket',
                labels: { model_name: 'm', engine, le },
                value: total,
              };
            });
            const labels = { model_name: 'm', engine };
            return [
              ...buckets,
              { name: 'vllm:time_to_first_token_seconds_count', labels, value: total },
              { name: 'vllm:time_to_first_token_seconds_sum', labels, value: total / 2 },
            ];
          };
          const whole = [...page(first, '0'), ...page(second, '1')];
          const of = (samples: typeof whole) => readPage(samples).histograms.get('ttft');
          const [full, lean] = [of(whole), of(leanPage(whole, 'each') as typeof whole)];
          expect(lean?.count).toBe(full?.count);
          expect(lean?.sum).toBe(full?.sum);
          // At each bound of the whole page the lean one counts the same, by its nearest bound below.
          for (const { le, count } of full?.buckets ?? []) {
            const at = lean?.buckets.filter((b) => b.le <= le).at(-1)?.count ?? 0;
            expect(at).toBe(count);
          }
        },
      ),
    );
  });
});
