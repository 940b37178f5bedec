import type { MetricSample } from '../../base/index.ts';
import { readLabels } from './label-text.ts';

export type MetricType =
  | 'counter'
  | 'gauge'
  | 'histogram'
  | 'gaugehistogram'
  | 'summary'
  | 'info'
  | 'stateset'
  | 'untyped';

/** What a page says of one metric family. */
export interface MetricFamily {
  readonly type?: MetricType;
  readonly help?: string;
  readonly unit?: string;
}

/** A metrics page as it was read; whatever the text, this is all that comes of it. */
export interface MetricsText {
  /** In page order; values may be NaN or infinite, as the page says. */
  readonly samples: readonly MetricSample[];
  readonly families: ReadonlyMap<string, MetricFamily>;
  /** Lines that are neither sample, comment nor blank; they were left out. */
  readonly wrongLines: number;
  /** The page was longer than the limits, and what lay beyond was not read. */
  readonly cut: boolean;
  /** `# EOF` stood at the end: the page is OpenMetrics, and whole. */
  readonly ended: boolean;
}

export interface TextLimits {
  readonly maxCharacters: number;
  readonly maxSamples: number;
  /** A longer line is wrong. */
  readonly maxLineCharacters: number;
}

const defaultLimits: TextLimits = {
  maxCharacters: 8 * 1024 * 1024,
  maxSamples: 100_000,
  maxLineCharacters: 64 * 1024,
};

/**
 * Reads the Prometheus text format 0.0.4 and OpenMetrics 1.0 alike, in one pass over the text.
 * Timestamps and exemplars are checked for form and left out: samples are dated by the reader's own
 * clock, never by the page's. Never throws; a wrong line costs that line only.
 * Formats: prometheus.io/docs/instrumenting/exposition_formats and the OpenMetrics 1.0 specification.
 */
export function parseMetricsText(text: string, limits: Partial<TextLimits> = {}): MetricsText {
  const { maxCharacters, maxSamples, maxLineCharacters } = { ...defaultLimits, ...limits };
  const samples: MetricSample[] = [];
  const families = new Map<string, MetricFamily>();
  let wrongLines = 0;
  let ended = false;
  let at = 0;
  const length = Math.min(text.length, maxCharacters);
  while (at < length && samples.length < maxSamples && !ended) {
    const newline = text.indexOf('\n', at);
    // A line that reaches beyond the limit is torn: it is left out, and `cut` says so.
    if (newline > length || (newline < 0 && length < text.length)) break;
    const end = newline < 0 ? text.length : newline;
    const start = at;
    at = end + 1;
    if (end - start > maxLineCharacters) {
      wrongLines++;
      continue;
    }
    const line = text.slice(start, end).trim();
    if (line === '') continue;
    if (line === '# EOF') {
      ended = true;
    } else if (line.startsWith('#')) {
      readComment(line, families);
    } else {
      const sample = readSample(line);
      if (sample === undefined) wrongLines++;
      else samples.push(sample);
    }
  }
  return { samples, families, wrongLines, cut: !ended && at < text.length, ended };
}

const typeNames: Readonly<Record<string, MetricType>> = {
  counter: 'counter',
  gauge: 'gauge',
  histogram: 'histogram',
  gaugehistogram: 'gaugehistogram',
  summary: 'summary',
  info: 'info',
  stateset: 'stateset',
  untyped: 'untyped',
  unknown: 'untyped',
};

/** HELP, TYPE and UNIT lines; any other comment says nothing. */
function readComment(line: string, families: Map<string, MetricFamily>): void {
  const match = /^#[ \t]+(HELP|TYPE|UNIT)[ \t]+([^ \t]+)(?:[ \t]+(.*))?$/.exec(line);
  if (match === null) return;
  const [, keyword, name = '', rest = ''] = match;
  const family = families.get(name) ?? {};
  if (keyword === 'HELP') {
    families.set(name, { ...family, help: unescapedHelp(rest) });
  } else if (keyword === 'UNIT') {
    families.set(name, { ...family, unit: rest });
  } else {
    const type = Object.hasOwn(typeNames, rest) ? typeNames[rest] : undefined;
    if (type !== undefined) families.set(name, { ...family, type });
  }
}

const unescapedHelp = (text: string): string =>
  text.replace(/\\(["\\n])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));

/** name[{labels}] value [timestamp] [# exemplar] */
function readSample(line: string): MetricSample | undefined {
  const nameEnd = line.search(/[{ \t]/);
  if (nameEnd <= 0) return undefined;
  const name = line.slice(0, nameEnd);
  if (!/^[A-Za-z_:][A-Za-z0-9_:]*$/.test(name)) return undefined;
  let at = skipBlanks(line, nameEnd);
  let labels: Readonly<Record<string, string>> = {};
  if (line[at] === '{') {
    const read = readLabels(line, at + 1);
    if (read === undefined) return undefined;
    labels = read.labels;
    at = skipBlanks(line, read.end);
  }
  const exemplarAt = line.indexOf('#', at);
  const [valueText, timestamp, ...more] = line
    .slice(at, exemplarAt < 0 ? line.length : exemplarAt)
    .trim()
    .split(/[ \t]+/);
  const value = readNumber(valueText);
  if (value === undefined || more.length > 0) return undefined;
  if (timestamp !== undefined && readNumber(timestamp) === undefined) return undefined;
  return { name, labels, value };
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ' || line[at] === '\t') at++;
  return at;
}

/** A number as Go and Python print it. Hexadecimal, which `Number` would take, is none. */
function readNumber(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^[+-]?nan$/i.test(text)) return Number.NaN;
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
