import type { Words } from '../../report/index.ts';
import type { LoadPoint } from '../../spec/index.ts';

/** A load point in a few words, for progress lines and dry runs. */
export function loadPointLabel(point: LoadPoint, words: Words): string {
  switch (point.kind) {
    case 'closed':
      return words.loadPoint('closed', String(point.concurrency));
    case 'constant':
    case 'poisson':
    case 'gamma':
    case 'sessions':
      return words.loadPoint(point.kind, `${point.ratePerS}/s`);
    case 'bursts':
      return words.loadPoint('bursts', `${point.size} / ${point.everyS} s`);
    case 'ramp':
      return words.loadPoint('ramp', `${point.stages.length}`);
    case 'trace':
      return words.loadPoint('trace', point.file);
  }
}
