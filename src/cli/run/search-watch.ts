import {
  type CellKey,
  cellId,
  type SearchStep,
  type SummaryContext,
  searchFold,
  summarizer,
} from '../../analysis/index.ts';
import type { Sink } from '../../base/index.ts';
import type { RequestRecord, TelemetrySample } from '../../record/index.ts';
import type { LoadPoint } from '../../spec/index.ts';

/** What the search sees of its own run: the same figures that the summary will hold. */
export interface SearchWatch {
  /** Load points tested so far; grows. */
  readonly loadPoints: LoadPoint[];
  readonly tokens: number;
  add(record: RequestRecord): void;
  /** The telemetry sink, overheard. */
  telemetry(sink: Sink<TelemetrySample>): Sink<TelemetrySample>;
  /** A load as it came out; undefined where nothing of it was measured. */
  step(key: CellKey, load: number): SearchStep | undefined;
}

export interface SearchWatchInput
  extends Pick<SummaryContext, 'runId' | 'planHash' | 'plan' | 'fleet' | 'identities'> {
  readonly loadPoints: readonly LoadPoint[];
  readonly telemetry: readonly TelemetrySample[];
}

export function searchWatch(input: SearchWatchInput): SearchWatch {
  const loadPoints = [...input.loadPoints];
  const telemetry = [...input.telemetry];
  const fold = searchFold(input.plan.slo);
  const cells = summarizer({
    ...input,
    loadPoints,
    telemetry,
    ended: 'done',
    planned: () => undefined,
    taskOf: () => undefined,
    verdicts: new Map(),
    clockSteps: 0,
  });
  let tokens = 0;
  return {
    loadPoints,
    get tokens() {
      return tokens;
    },
    add: (record) => {
      tokens += (record.promptTokens ?? 0) + (record.outputTokens ?? 0);
      fold.add(record);
      cells.add(record);
    },
    telemetry: (sink) => ({
      append: (sample) => {
        telemetry.push(sample);
        sink.append(sample);
      },
      flush: () => sink.flush(),
    }),
    step: (key, load) => {
      const step = fold.step(key, load);
      if (step === undefined) return undefined;
      const cell = cells.finish().summary.cells.find(
        ({ endpoint, scenario, strategy, serialisation, loadPoint }) =>
          cellId({
            endpoint,
            scenario,
            strategy,
            ...(serialisation === undefined ? {} : { serialisation }),
            loadPoint: loadPoint.index,
          }) === cellId(key),
      );
      return { ...step, clientLimited: cell?.validity.verdict === 'client-limited' };
    },
  };
}
