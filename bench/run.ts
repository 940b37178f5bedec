/**
 * The speed of the measuring client, as ratios of figures taken in one run: `npm run bench`.
 * Exit code 1 where a target is not reached; a figure that could not be measured counts as that.
 */
import Table from 'cli-table3';
import { buildNode, buildSource } from './build.ts';
import { type Figure, figures } from './figures.ts';
import type { Shape } from './measure.ts';
import { mockRows } from './mock.ts';
import { defaultForeignLimit, medianOf, type Rounds, rounds } from './rounds.ts';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const count = Number(option('rounds') ?? 5);
const foreignLimit = Number(option('foreign') ?? defaultForeignLimit);
const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

const source = buildSource();
process.stdout.write(`source of streams: ${source.name}, in a process of its own\n`);
process.stdout.write('fetch: plain fetch reader + eventsource-parser + JSON.parse of each event\n');
const programs = new Map(
  [
    ['fetch', 'clients/fetch-client.ts'],
    ['undici', 'clients/undici-client.ts'],
    ['raw', 'clients/raw-client.ts'],
  ].map(([name = '', entry = '']) => [name, buildNode(entry)]),
);

const shapes: Readonly<Record<Figure['shape'], Shape>> = {
  '200 x 50/s': { streams: 200, ratePerS: 50, seconds: 4, phase: 'apart' },
  '1,000 x 20/s': { streams: 1000, ratePerS: 20, seconds: 4, phase: 'apart' },
};

const taken = new Map<Figure['shape'], Rounds>();
for (const name of Object.keys(shapes) as Figure['shape'][]) {
  tell(`${name}:`);
  taken.set(name, await rounds(source, programs, shapes[name], count, foreignLimit, tell));
}

const table = new Table({
  head: ['figure', 'streams', 'measured', 'target', 'reached'],
  style: { head: [], border: [] },
});
let isReached = true;
for (const figure of figures) {
  const all = taken.get(figure.shape) ?? new Map();
  const value = figure.of((client, of) => medianOf(all, client, count, of));
  const holds = figure.target === '-' || (value !== undefined && figure.reached(value));
  isReached &&= holds;
  const shown = value === undefined ? 'not measured (machine busy)' : figure.show(value);
  table.push([
    figure.name,
    figure.shape,
    shown,
    figure.target,
    figure.target === '-' ? '' : holds ? 'yes' : 'NO',
  ]);
}
for (const { cells, reached } of await mockRows(count, foreignLimit, tell)) {
  table.push([...cells]);
  isReached &&= reached;
}
process.stdout.write(`${table.toString()}\n`);
process.exit(isReached ? 0 : 1);
