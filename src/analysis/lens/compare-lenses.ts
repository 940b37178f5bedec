import { type Measured, type Ms, mapMeasured } from '../../base/index.ts';
import {
  e2e,
  interChunkGaps,
  type Lens,
  type LensId,
  type LensThroughput,
  lenses,
  lensFigures,
  lensThroughput,
  tpot,
  ttft,
} from '../../metric/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import { type CellKey, cellId, cellKeyOf, compareCells } from '../summary/cell-key.ts';
import { type BlockFlow, blockFlow } from '../summary/flow.ts';
import { type Growing, growing } from '../summary/growing.ts';
import { type BlockWindow, blockWindow, windowSeconds } from '../summary/window.ts';
import { ourSpans, spansBy } from './lens-spans.ts';
import type { LensCell, LensRow, LensTable } from './schema.ts';

/**
 * The same records under our definitions and those of the named tools, cell by cell. Only measured
 * requests count, for all alike: no tool knows our warm-up. Holds every gap in memory once a
 * definition that pools them.
 */
export function compareLenses(
  runId: string,
  records: Iterable<RequestRecord>,
  as: readonly LensId[],
): LensTable {
  const cells = new Map<string, CellFold>();
  for (const record of records) {
    const key = cellKeyOf(record);
    const id = cellId(key);
    const fold = cells.get(id) ?? cellFold(key, as);
    cells.set(id, fold);
    fold.add(record);
  }
  return {
    schema: 'steelyard.lens/1',
    runId,
    differences: as.map((id) => ({
      definition: id,
      percentile: lenses[id].percentile,
      by: Object.fromEntries(
        lensFigures.flatMap((figure) => {
          const codes = [...lenses[id].differs[figure]];
          return codes.length === 0 ? [] : [[figure, codes]];
        }),
      ),
    })),
    cells: [...cells.values()]
      .sort((a, b) => compareCells(a.key, b.key))
      .map((fold) => fold.close())
      .filter((cell) => cell.requests > 0),
  };
}

interface CellFold {
  readonly key: CellKey;
  add(record: RequestRecord): void;
  close(): LensCell;
}

function cellFold(key: CellKey, as: readonly LensId[]): CellFold {
  const ours = ourFold();
  const theirs = as.map((id) => lensFold(id, lenses[id]));
  let requests = 0;
  let completed = 0;
  return {
    key,
    add: (record) => {
      ours.add(record);
      if (record.phase !== 'measured') return;
      requests++;
      if (record.outcome.kind === 'completed') completed++;
      for (const fold of theirs) fold.add(record);
    },
    close: () => ({
      ...key,
      requests,
      completed,
      rows: [ours.close(), ...theirs.map((fold) => fold.close())],
    }),
  };
}

/** Values of one figure over a cell, how many requests gave them, and why the last one that did not had none. */
class Gathered {
  readonly values: Growing = growing();
  requests = 0;
  whyNone = 'no request completed';

  add(samples: Measured<readonly Ms[]>): void {
    if (samples.kind === 'absent') {
      if (samples.why !== 'failed') this.whyNone = samples.why;
      return;
    }
    this.requests++;
    for (const sample of samples.value) this.values.push(sample);
  }

  addOne(value: Measured<Ms>): void {
    this.add(mapMeasured(value, (v) => [v]));
  }
}

const gatherings = () => ({
  ttftMs: new Gathered(),
  itlMs: new Gathered(),
  tpotMs: new Gathered(),
  e2eMs: new Gathered(),
});

function lensFold(id: LensId, lens: Lens): { add(r: RequestRecord): void; close(): LensRow } {
  const gathered = gatherings();
  const throughput: LensThroughput = lensThroughput(lens);
  const spans = ({ values, requests, whyNone }: Gathered) =>
    spansBy(lens.percentile, values.values(), requests, whyNone);
  return {
    add: (record) => {
      throughput.add(record);
      if (record.outcome.kind !== 'completed') return;
      gathered.ttftMs.addOne(lens.ttft(record));
      gathered.itlMs.add(lens.itl(record));
      gathered.tpotMs.addOne(lens.tpot(record));
      gathered.e2eMs.addOne(lens.e2e(record));
    },
    close: () => {
      const perS = throughput.value();
      return {
        definition: id,
        ttftMs: spans(gathered.ttftMs),
        itlMs: spans(gathered.itlMs),
        tpotMs: spans(gathered.tpotMs),
        e2eMs: spans(gathered.e2eMs),
        outputTokensPerS: perS.kind === 'value' ? perS.value : { absent: perS.why },
      };
    },
  };
}

/** Our own row: the figures of the summary, from the same windows. */
function ourFold(): { add(r: RequestRecord): void; close(): LensRow } {
  const gathered = gatherings();
  const blocks = new Map<string, { window: BlockWindow; flow: BlockFlow }>();
  let failed = 0;
  const spans = ({ values, requests }: Gathered, failures: number) =>
    ourSpans(values.values(), requests, failures);
  return {
    add: (r) => {
      const at = `${r.segment}/${r.repeat}/${r.block}`;
      const block = blocks.get(at) ?? {
        window: blockWindow(r.segment, r.repeat, r.block),
        flow: blockFlow(),
      };
      blocks.set(at, block);
      block.window.add(r);
      block.flow.add(r);
      if (r.phase !== 'measured') return;
      if (r.outcome.kind === 'failed') failed++;
      gathered.ttftMs.addOne(ttft.of(r));
      gathered.itlMs.add(interChunkGaps(r));
      gathered.tpotMs.addOne(tpot.of(r));
      gathered.e2eMs.addOne(e2e.of(r));
    },
    close: () => {
      let tokens = 0;
      const windows = [...blocks.values()].flatMap(({ window, flow }) => {
        const closed = window.close();
        if (closed === undefined) return [];
        tokens += flow.within(closed).outputTokens;
        return [closed];
      });
      const seconds = windowSeconds(windows);
      return {
        definition: 'steelyard',
        ttftMs: spans(gathered.ttftMs, failed),
        itlMs: spans(gathered.itlMs, 0),
        tpotMs: spans(gathered.tpotMs, failed),
        e2eMs: spans(gathered.e2eMs, failed),
        outputTokensPerS:
          seconds > 0 && tokens > 0
            ? tokens / seconds
            : {
                absent:
                  seconds > 0 ? 'no output tokens inside the windows' : 'no window of any length',
              },
      };
    },
  };
}
