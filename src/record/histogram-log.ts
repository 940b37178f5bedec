import { HistogramLogReader, HistogramLogWriter } from 'hdr-histogram-js';
import { around, type LatencyHistogram } from './histogram.ts';

/** One line of latency.hlog: the distribution of one metric in one cell over its windows. */
export interface TaggedHistogram {
  /** Cell and metric, e.g. `box-a/excel-sales/inline/markdown/0/ttftMs`; unsafe characters are escaped as %XX. */
  readonly tag: string;
  /** Begin and end on the segment's clock, seconds. */
  readonly startS: number;
  readonly endS: number;
  readonly histogram: LatencyHistogram;
}

/**
 * The text of latency.hlog: HdrHistogram log 1.3, V2 compressed payloads, µs (the interval maximum in
 * ms), sorted by tag and begin, without any wall-clock comment, so that equal records give equal bytes.
 */
export function histogramLog(entries: readonly TaggedHistogram[]): string {
  const parts: string[] = [];
  const writer = new HistogramLogWriter((part) => parts.push(part));
  writer.outputLogFormatVersion();
  writer.outputLegend();
  const sorted = [...entries].sort(
    (a, b) => compare(a.tag, b.tag) || a.startS - b.startS || a.endS - b.endS,
  );
  for (const { tag, startS, endS, histogram } of sorted) {
    histogram.hdr.tag = safeTag(tag);
    writer.outputIntervalHistogram(histogram.hdr, startS, endS);
  }
  return parts.join('');
}

/** Reads a log back, tags unescaped; lines that are no histogram end the reading, as in every reader of the format. */
export function readHistogramLog(content: string): TaggedHistogram[] {
  const reader = new HistogramLogReader(content, 64);
  const out: TaggedHistogram[] = [];
  for (;;) {
    const hdr = reader.nextIntervalHistogram();
    if (hdr === null || hdr === undefined) return out;
    out.push({
      tag: decodeURIComponent(hdr.tag),
      startS: hdr.startTimeStampMsec / 1000,
      endS: hdr.endTimeStampMsec / 1000,
      histogram: around(hdr),
    });
  }
}

/** Commas, blanks and line ends would end a tag. */
const safeTag = (tag: string): string =>
  tag.replace(/[%,\s]/gu, (character) => encodeURIComponent(character));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
