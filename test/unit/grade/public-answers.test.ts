import { describe, expect, test } from 'vitest';
import { gradeAnswer } from '../../../src/grade/index.ts';
import { type GoldItem, neighbours, sayGold, shapes } from './answer-shapes.ts';
import { tatItems, wikiItems } from './gold-items.ts';

/** [as it should be, all] per cell of the printed table. */
type Tally = Map<string, [right: number, all: number]>;

const count = (tally: Tally, cell: string, right: boolean): void => {
  const entry = tally.get(cell) ?? [0, 0];
  tally.set(cell, [entry[0] + (right ? 1 : 0), entry[1] + 1]);
};
const shareOf = (tally: Tally): number => {
  const all = [...tally.values()];
  return all.reduce((n, [r]) => n + r, 0) / all.reduce((n, [, a]) => n + a, 0);
};
const printed = (title: string, tally: Tally): string =>
  [title, ...[...tally].map(([cell, [r, all]]) => `  ${cell.padEnd(44)} ${r}/${all}`)].join('\n');

const sets: readonly (readonly [string, readonly GoldItem[]])[] = [
  ['WikiTableQuestions', wikiItems()],
  ['TAT-QA', tatItems()],
];

describe('gold answers of public data sets', () => {
  test('each is accepted in twenty shapes, at least 99% and no cell below 90%', () => {
    const tally: Tally = new Map();
    for (const [name, items] of sets) {
      for (const item of items) {
        for (const shape of shapes) {
          const text = shape.write(sayGold(item.answer), item.question);
          const { kind } = gradeAnswer(text, item.answer, { question: item.question });
          count(tally, `${name} / ${item.answer.kind} / ${shape.name}`, kind === 'correct');
        }
      }
    }
    console.info(printed('accepted, by data set, kind and shape', tally));
    expect(shareOf(tally)).toBeGreaterThanOrEqual(0.99);
    for (const [cell, [right, all]] of tally) {
      // Cells of a dozen lists move by 8 points an item.
      if (all >= 100) expect(right / all, cell).toBeGreaterThanOrEqual(0.9);
    }
  }, 120_000);

  test('each wrong neighbour is refused, at least 99% in every cell', () => {
    const tally: Tally = new Map();
    let turn = 0;
    for (const [name, items] of sets) {
      for (const item of items) {
        for (const [mistake, neighbour] of Object.entries(neighbours)) {
          const said = neighbour(item);
          if (said === undefined) continue;
          // 7 and 20 share no divisor: every shape is met by every mistake.
          const shape = shapes[(turn++ * 7) % shapes.length] ?? shapes[0];
          if (shape === undefined) continue;
          const text = shape.write(said, item.question);
          const { kind } = gradeAnswer(text, item.answer, { question: item.question });
          count(tally, `${name} / ${item.answer.kind} / ${mistake}`, kind !== 'correct');
        }
      }
    }
    console.info(printed('refused, by data set, kind and mistake', tally));
    for (const [cell, [right, all]] of tally)
      expect(right / all, cell).toBeGreaterThanOrEqual(0.99);
  }, 120_000);

  test('half of the shapes hold distracting numbers, and four declare nothing', () => {
    expect(shapes).toHaveLength(20);
    expect(shapes.filter((s) => s.distracting).length).toBeGreaterThanOrEqual(10);
    expect(shapes.filter((s) => !s.declared)).toHaveLength(4);
  });
});
