import { expect, test } from 'vitest';
import {
  type Bilingual,
  guideSections,
  guideTables,
  ledger,
} from '../../../../src/sizing/index.ts';
import { shingles } from './inventory.ts';

const guide = ledger();
const known = new Set(shingles.shingles);
const han = /[\u4e00-\u9fff]/;

/** FNV-1a, 32 bit. */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (const unit of text.split('')) h = Math.imul(h ^ unit.charCodeAt(0), 0x01000193) >>> 0;
  return h.toString(16).padStart(8, '0');
}

/** Runs of twelve Han characters that also stand in a line of the guide. */
function copied(text: string, from: ReadonlySet<string> = known): string[] {
  const only = text.replace(/[^\u4e00-\u9fff]/g, '');
  return Array.from({ length: Math.max(0, only.length - shingles.n + 1) }, (_, i) =>
    only.slice(i, i + shingles.n),
  ).filter((run) => from.has(hash(run)));
}

const texts: readonly (readonly [string, Bilingual])[] = [
  ...guide.claims.flatMap((c): [string, Bilingual][] => [
    [c.id, c.statement],
    [c.id, c.reason],
    ...(c.toSettle === undefined ? [] : [[c.id, c.toSettle.text] as [string, Bilingual]]),
    ...c.evidence.flatMap((e): [string, Bilingual][] => ('text' in e ? [[c.id, e.text]] : [])),
  ]),
  ...guide.contradictions.flatMap((c): [string, Bilingual][] => [
    [c.id, c.title],
    [c.id, c.reason],
  ]),
  ...Object.entries(guideSections),
];

test('the copy detector finds a planted copy and spares a neighbour', () => {
  expect(hash('')).toBe('811c9dc5');
  expect(hash('a')).toBe('e40c292c'); // published test vector of FNV-1a
  expect(known.size).toBeGreaterThan(500);
  const sentence = '称重之前先校准秤杆才有意义';
  const planted = new Set([hash(sentence.slice(0, 12))]);
  expect(copied(`${sentence}。`, planted)).toEqual([sentence.slice(0, 12)]);
  expect(copied(sentence.slice(1), planted)).toEqual([]);
});

test('each text exists in both languages, and the Chinese one is Chinese', () => {
  for (const [id, text] of texts) {
    expect([id, text.en.trim() === '', text.zh.trim() === '']).toEqual([id, false, false]);
    expect([id, han.test(text.en)]).toEqual([id, false]);
    if (text.zh !== text.en) expect([id, text.zh, han.test(text.zh)]).toEqual([id, text.zh, true]);
  }
  for (const c of guide.claims) {
    expect([c.id, c.reason.zh]).not.toEqual([c.id, c.reason.en]);
    expect([c.id, c.statement.zh]).not.toEqual([c.id, c.statement.en]);
  }
});

test('no text shares twelve Han characters in a row with a line of the guide', () => {
  expect(texts.flatMap(([id, text]) => copied(text.zh).map((run) => `${id} ${run}`))).toEqual([]);
});

test('no text shows a number that is none', () => {
  for (const [id, text] of texts) {
    expect([id, /NaN|Infinity|undefined/.test(text.en + text.zh)]).toEqual([id, false]);
  }
});

test('the tables of the guide have a computed figure in every row', () => {
  for (const table of guideTables(guide)) {
    expect(table.rows.length).toBeGreaterThan(0);
    for (const row of table.rows) {
      expect(row.computed.en).not.toBe('');
      expect(row.stated.zh).not.toBe('');
    }
  }
});

test('statements are unique', () => {
  const seen = guide.claims.map((c) => c.statement.zh);
  expect(seen.filter((s, i) => seen.indexOf(s) !== i)).toEqual([]);
});
