import { describe, expect, it } from 'vitest';
import { compareLenses } from '../../../src/analysis/index.ts';
import { ms } from '../../../src/base/index.ts';
import { type LensId, lenses } from '../../../src/metric/index.ts';
import { lensDocument, lensWords, renderTerminal } from '../../../src/report/index.ts';
import { completedRecord } from '../../support/records.ts';

const ids = Object.keys(lenses) as LensId[];
// Six requests alike: TTFT 50 by ours, 40 by vLLM (role message at 140, sent at 100).
const records = Array.from({ length: 6 }, (_, i) =>
  completedRecord({ index: i, taskRun: `r${i}`, dueMs: ms(90 + i) }),
);
const text = (lang: 'en' | 'zh', as: readonly LensId[] = ids): string =>
  renderTerminal(
    lensDocument(compareLenses('run-1', records, as), lang, (index) => `load ${index}`),
    100,
  );

describe('definitions side by side', () => {
  it('show each figure with its change against ours', () => {
    expect(text('en', ['vllm'])).toMatch(/vllm bench serve\s+\S* ?40\.0 ms/);
    expect(text('en', ['vllm'])).toContain('-20.0%'); // 40 / 50 - 1
  });

  it('name every tool, what makes its difference and how it takes percentiles', () => {
    for (const lang of ['en', 'zh'] as const) {
      const whole = text(lang).replaceAll(/\s+/g, '');
      for (const id of ids) {
        const { name, differs, percentile } = lenses[id];
        expect(whole).toContain(name.replaceAll(' ', ''));
        expect(whole).toContain(lensWords[lang].rules[percentile].replaceAll(' ', ''));
        for (const code of Object.values(differs).flat()) {
          expect(whole).toContain(lensWords[lang].differences[code].replaceAll(' ', ''));
        }
      }
    }
  });

  it('say which p99 only the other tool would print', () => {
    expect(text('en', ['vllm'])).toContain(lensWords.en.unsupported);
  });
});
