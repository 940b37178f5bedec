import type { Histogram } from '../box/histogram.ts';

type Labels = Readonly<Record<string, string | number>>;

const escaped = (value: string | number): string =>
  String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const labelText = (labels: Labels): string => {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
};

/** A float as the Python client prints it: whole numbers with one decimal. */
const pythonFloat = (value: number): string =>
  Number.isFinite(value)
    ? Number.isInteger(value) && Math.abs(value) < 1e16
      ? value.toFixed(1)
      : String(value)
    : value > 0
      ? '+Inf'
      : value < 0
        ? '-Inf'
        : 'NaN';

/** How numbers are printed: as the Python client does, or plainly. */
export type NumberStyle = 'python' | 'plain';

/** A metrics page under construction, in the text format 0.0.4. */
export class MetricsText {
  readonly #lines: string[] = [];
  readonly #number: (value: number) => string;

  constructor(style: NumberStyle = 'python') {
    this.#number = style === 'python' ? pythonFloat : String;
  }

  gauge(name: string, help: string, samples: readonly (readonly [Labels, number])[]): this {
    return this.#family(
      name,
      help,
      'gauge',
      samples.map(([labels, value]) => [name, labels, value]),
    );
  }

  /** `name` as it stands on the page, with `_total` where the server's client adds it. */
  counter(name: string, help: string, samples: readonly (readonly [Labels, number])[]): this {
    return this.#family(
      name,
      help,
      'counter',
      samples.map(([labels, value]) => [name, labels, value]),
    );
  }

  histogram(name: string, help: string, labels: Labels, histogram: Histogram): this {
    this.#head(name, help, 'histogram');
    const totals = histogram.cumulative();
    histogram.bounds.forEach((bound, i) => {
      this.#sample(`${name}_bucket`, { ...labels, le: this.#number(bound) }, totals[i] ?? 0);
    });
    this.#sample(`${name}_bucket`, { ...labels, le: '+Inf' }, histogram.count);
    this.#sample(`${name}_count`, labels, histogram.count);
    this.#sample(`${name}_sum`, labels, histogram.sum);
    return this;
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  #family(
    name: string,
    help: string,
    type: string,
    samples: readonly (readonly [string, Labels, number])[],
  ): this {
    this.#head(name, help, type);
    for (const [sample, labels, value] of samples) this.#sample(sample, labels, value);
    return this;
  }

  #head(name: string, help: string, type: string): void {
    this.#lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
  }

  #sample(name: string, labels: Labels, value: number): void {
    this.#lines.push(`${name}${labelText(labels)} ${this.#number(value)}`);
  }
}
