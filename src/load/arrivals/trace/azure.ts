import { civilTimeMs } from './civil-time.ts';
import { columnReader } from './csv-columns.ts';
import type { TraceFormat } from './trace-format.ts';

/** Azure LLM inference traces (github.com/Azure/AzurePublicDataset): `TIMESTAMP,ContextTokens,GeneratedTokens`. */
export const azureRow: TraceFormat = {
  header: true,
  row: (header) =>
    columnReader(header, {
      time: 'TIMESTAMP',
      input: 'ContextTokens',
      output: 'GeneratedTokens',
      timeMs: civilTimeMs,
      timeExpected: 'a time like 2023-11-16 18:17:03.9799600',
    }),
};
