import { expect, test } from 'vitest';
import { claims } from '../../../../src/sizing/guide/claims/index.ts';
import { type Guide, guideSchema, guideSections, ledger } from '../../../../src/sizing/index.ts';
import { gpus, models } from '../../../../src/spec/index.ts';
import { inventory } from './inventory.ts';

const plain = ledger();
const state = (guide: Guide, id: string) => guide.claims.find((c) => c.id === id)?.state;
const contradiction = (guide: Guide, id: string) =>
  guide.contradictions.find((c) => c.id === id)?.state;

test('every claim and contradiction of the inventory stands in the ledger, in its order', () => {
  expect(inventory.claims).toHaveLength(310);
  expect(inventory.contradictions).toHaveLength(49);
  expect(plain.claims.map(({ id, kind, testability }) => ({ id, kind, testability }))).toEqual(
    inventory.claims,
  );
  expect(
    plain.contradictions.map((c) => ({
      id: c.id,
      type: c.type,
      severity: c.severity,
      claims: c.claims,
    })),
  ).toEqual(inventory.contradictions);
});

test('the ledger satisfies its schema and counts its own states', () => {
  expect(guideSchema.parse(plain)).toEqual(plain);
  const total = Object.values(plain.counts).reduce((sum, n) => sum + n, 0);
  expect(total).toBe(310);
  for (const [name, n] of Object.entries(plain.counts)) {
    expect(plain.claims.filter((c) => c.state === name)).toHaveLength(n);
  }
  expect(plain.claims.every((c) => guideSections[c.section] !== undefined)).toBe(true);
});

test('what 671B cannot do is refuted', () => {
  // 671.03e9 parameters are 1,342 GB at 2 bytes and 671 GB at one.
  for (const id of ['G-009', 'G-240', 'G-067', 'G-017'])
    expect([id, state(plain, id)]).toEqual([id, 'refuted']);
  for (const id of ['G-063', 'G-071', 'G-263'])
    expect([id, state(plain, id)]).toEqual([id, 'refuted']);
});

test('70B at 16 bit near 140 GB is confirmed', () => {
  // 70.55e9 x 2 B = 141.1 GB
  expect(state(plain, 'G-079')).toBe('supported');
});

test('rules of testability policy are policy and nothing that can be judged is', () => {
  for (const c of plain.claims) {
    if (c.testability === 'policy') expect([c.id, c.state]).toEqual([c.id, 'policy']);
    if (c.kind === 'memory') expect([c.id, c.state]).not.toEqual([c.id, 'policy']);
  }
});

test('open claims say what would settle them, decided ones do not', () => {
  for (const c of plain.claims) {
    const open = ['untested', 'conflicting', 'outdated'].includes(c.state);
    expect([c.id, c.toSettle !== undefined]).toEqual([c.id, open]);
  }
});

test('a comparison of accuracies names the pairs it needs', () => {
  // A drop of 2 points at 5% flips: (1.960 sqrt .05 + 1.282 sqrt(.05 - .0004))^2 / .0004 = 1,309 by the
  // normal approximation; the exact test asks for a little more or less.
  const items = plain.claims.find((c) => c.id === 'G-115')?.toSettle?.items ?? 0;
  expect(items).toBeGreaterThan(1240);
  expect(items).toBeLessThan(1380);
});

test('proving more than 99% takes 299 items without an error', () => {
  // 0.99^299 = 0.0495 <= 0.05 < 0.99^298
  expect(plain.claims.find((c) => c.id === 'G-217')?.toSettle?.items).toBe(299);
});

test('a claim that only a standing contradiction touches is conflicting and names its opponents', () => {
  const claim = plain.claims.find((c) => c.id === 'G-147');
  expect(claim?.state).toBe('conflicting');
  expect(contradiction(plain, 'X-01')).toBe('stands');
  expect(claim?.evidence).toContainEqual({ kind: 'claim', claim: 'G-081' });
});

test('a contradiction is resolved when one position falls, and refuted on both sides when all fall', () => {
  expect(contradiction(plain, 'X-02')).toBe('resolved');
  for (const id of ['X-03', 'X-04', 'X-05', 'X-28']) {
    expect([id, contradiction(plain, id)]).toEqual([id, 'both-refuted']);
  }
  expect(contradiction(plain, 'X-47')).toBe('stands');
});

test('verdicts are computed: a smaller V3 turns them, and nothing about other models moves', () => {
  const v3 = models.find((m) => m.id === 'deepseek-v3');
  if (v3 === undefined || v3.arch !== 'moe') throw new Error('no V3 in the catalogue');
  // A model of 70e9 parameters: 140 GB at 16 bit, so that 1,128 GB hold it and 140 GB in FP8 do not fit.
  const small = {
    ...v3,
    totalParams: 70e9,
    moe: { ...v3.moe, experts: 24 },
  };
  const edited = ledger({ catalogue: { models: [small] } });
  expect(state(edited, 'G-009')).toBe('supported');
  expect(state(edited, 'G-016')).toBe('refuted');
  expect(state(edited, 'G-202')).toBe('supported');
  expect(state(edited, 'G-249')).toBe('refuted');
  expect(state(edited, 'G-071')).toBe('refuted'); // R1 is another entry
  expect(state(edited, 'G-079')).toBe('supported');
  expect(contradiction(edited, 'X-05')).not.toBe('both-refuted');
});

test('a card of another size turns the sums and the fits that rest on it', () => {
  const h20 = gpus.find((g) => g.id === 'h20-141g');
  if (h20 === undefined) throw new Error('no H20 in the catalogue');
  const { driverMemoryGib: _, ...rest } = h20;
  const edited = ledger({ catalogue: { gpus: [{ ...rest, memoryGb: 282 }] } });
  expect(state(edited, 'G-007')).toBe('refuted'); // 8 x 282 = 2,256, not 1,128
  expect(state(edited, 'G-009')).toBe('supported'); // 1,342 GB in 2,256 GB
  expect(state(edited, 'G-010')).toBe('supported');
});

test('a model that is not published in FP8 makes its FP8 loss an open question', () => {
  const v3 = models.find((m) => m.id === 'deepseek-v3');
  if (v3 === undefined) throw new Error('no V3 in the catalogue');
  const { nativePrecision: _, ...rest } = v3;
  expect(state(plain, 'G-019')).toBe('refuted');
  expect(state(ledger({ catalogue: { models: [rest] } }), 'G-019')).not.toBe('refuted');
});

test('the first year is not a year: 1.93 M written off over three years and 1.0 M a year', () => {
  // 1.93 / 3 + 1.0 = 1.643 M a year, where 2.93 M is stated
  const claim = plain.claims.find((c) => c.id === 'G-046');
  expect(claim?.state).toBe('refuted');
  expect(claim?.reason.en).toContain('1.64 M');
});

test('break-even at the prices of a BI maker lies near 723,000 calls a month', () => {
  // 20,000 x 0.004/1000 + 2,200 x 0.016/1000 = 0.1152 CNY; 1,000,000 / 12 / 0.1152 = 723,380
  expect(plain.claims.find((c) => c.id === 'G-281')?.reason.en).toContain('723,380');
});

test('a stated value is written once: prices of the claims are those of the price book', () => {
  const cny = (id: string) => claims.find((c) => c.id === id)?.values['hardwareCny'];
  expect(cny('G-008')).toBe(1_930_000);
  expect(cny('G-028')).toEqual([600_000, 800_000]);
});
