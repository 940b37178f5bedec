import { columnReader } from './csv-columns.ts';
import type { TraceFormat } from './trace-format.ts';

/** BurstGPT (github.com/HPMLL/BurstGPT): `Timestamp` in seconds, `Request tokens`, `Response tokens` (0 where the request failed). */
export const burstgptRow: TraceFormat = {
  header: true,
  row: (header) =>
    columnReader(header, {
      time: 'Timestamp',
      input: 'Request tokens',
      output: 'Response tokens',
      timeMs: (text) => {
        const seconds = text.trim() === '' ? Number.NaN : Number(text);
        return Number.isFinite(seconds) ? seconds * 1000 : undefined;
      },
      timeExpected: 'a time in seconds',
    }),
};
