import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { secrecyViolations, worldlyViolations } from './rules/banned-names.ts';
import { cycleViolations } from './rules/cycles.ts';
import { layeringViolations } from './rules/layering.ts';
import { medianLines, misnamed, oversized, undescribed } from './rules/sizes.ts';
import { sourceTree, type Violation, violationText } from './rules/source-tree.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const src = sourceTree(root, 'src');
const test = sourceTree(root, 'test');

const texts = (violations: readonly Violation[]): string[] => violations.map(violationText);

describe('the architecture of src', () => {
  it('is looked at as a whole', () => {
    expect(src.length).toBeGreaterThan(150);
    expect(src.some(({ path }) => path === 'src/base/index.ts')).toBe(true);
  });

  it('lets modules import what the table allows, by the front door', () => {
    expect(texts(layeringViolations(src))).toEqual([]);
  });

  it('has no circles of imports', () => {
    expect(texts(cycleViolations(src))).toEqual([]);
  });

  it('keeps clocks, chance, files and sockets out of the core, and printing to cli', () => {
    expect(texts(worldlyViolations(src))).toEqual([]);
  });

  it('keeps answer keys and planted truth from the measuring side', () => {
    expect(texts(secrecyViolations(src))).toEqual([]);
  });

  it('has no file above 400 lines, and half of them at most 120', () => {
    expect(texts(oversized(src, 400))).toEqual([]);
    expect(medianLines(src)).toBeLessThanOrEqual(120);
  });

  it('has no test file above 600 lines', () => {
    expect(texts(oversized(test, 600))).toEqual([]);
  });

  it('calls files by their concept', () => {
    expect(texts(misnamed(src))).toEqual([]);
  });

  it('opens each module with a paragraph', () => {
    expect(texts(undescribed(src))).toEqual([]);
  });
});
