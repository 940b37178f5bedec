import { expect, test } from 'vitest';
import { ledger } from '../../../../src/sizing/index.ts';
import { physics } from './inventory.ts';

const guide = ledger();

/** What a verdict of the independent check makes us expect of a claim. */
const expected = {
  consistent: ['supported'],
  inconsistent: ['refuted'],
  // Right in part: anything but a plain yes to all claims or no to all is decided below.
  partly: ['supported', 'refuted', 'conflicting', 'untested'],
  untestable: ['untested', 'conflicting'],
} as const;

/** Where our state differs from the independent check, and why ours stands. */
const differences: Readonly<Record<string, string>> = {
  'G-023': 'two A100 hold 70B at 16 bit with settings pushed to the limit; "enough" names no load',
  'G-030': 'loads at 0.98 of the memory: between the settings the claim is open, not wrong',
  'G-103': 'no published run of FP32 serving; only the 4-bit row has a counterexample',
  'G-107': 'two of three published ratios lie inside the stated range',
  'G-147': 'excluded by another claim without a sample size: conflicting, neither side is proven',
  'G-207': 'as G-147',
  'G-064': 'ranges of two to three minutes overlap for ratios up to 1.5: conflicting, not refuted',
  'G-068': 'as G-064',
  'G-123': 'its opponent is another claim of the guide with another, unnamed task: conflicting',
  'G-124': 'as G-123',
  'G-125': 'as G-123; physics itself allows it for short answers',
  'G-072':
    'the shape is plausible, the minutes are unmeasured: conflicting with the bands in seconds',
  'G-258': 'it did happen in 2025, before the guide: outdated as a forecast',
  'G-086': 'that an error was seen cannot be refuted; its explanation (G-156) is',
  'G-087': '4-bit formats start there with settings pushed to the limit',
  'G-093': 'as G-086',
  'G-036': 'the two prices exclude each other, but no offer says which is wrong: conflicting',
  'G-028': 'as G-036',
  'G-209': 'the missing item is not named, so that the total may hold: conflicting',
  'G-305': 'as G-147 and G-209',
  'G-279': 'all four priced calls break even above 10,000 a month, so that this half holds',
};

test('all fifty checks are mapped to claims', () => {
  expect(physics).toHaveLength(50);
  expect(physics.every((p) => p.claims.length > 0)).toBe(true);
});

test.each(physics)(
  '$check ($verdict) agrees with the ledger, or the difference is explained',
  (p) => {
    for (const id of p.claims) {
      const state = guide.claims.find((c) => c.id === id)?.state ?? 'missing';
      const agrees = (expected[p.verdict] as readonly string[]).includes(state);
      expect([id, state, agrees || id in differences]).toEqual([id, state, true]);
    }
  },
);

test('no difference is listed that does not exist', () => {
  const real = physics.flatMap((p) =>
    p.claims.filter((id) => {
      const state = guide.claims.find((c) => c.id === id)?.state ?? 'missing';
      return !(expected[p.verdict] as readonly string[]).includes(state);
    }),
  );
  expect(Object.keys(differences).sort()).toEqual([...new Set(real)].sort());
});
