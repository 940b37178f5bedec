import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duration, money, number3, percent, points } from '../../../src/report/index.ts';

describe('figures as text', () => {
  it.each([
    [0, '0'],
    [1, '1.00'],
    [9.996, '10.0'],
    [99.96, '100'],
    [12.345, '12.3'],
    [123.45, '123'],
    [1234.5, '1,230'],
    [999_600, '1,000,000'],
    [0.012345, '0.0123'],
    [-4.567, '-4.57'],
  ])('writes %d with three significant digits', (n, text) => {
    expect(number3(n)).toBe(text);
  });

  it('never strays from the value by more than half of its third digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (n) => {
        const read = Number(number3(n).replaceAll(',', ''));
        const third = 10 ** (Math.floor(Math.log10(n)) - 2);
        expect(Math.abs(read - n)).toBeLessThanOrEqual(third * 0.5000001);
      }),
    );
  });

  it('chooses the unit of a latency by its size', () => {
    expect(duration(456)).toBe('456 ms');
    expect(duration(1234)).toBe('1.23 s');
    expect(duration(720_000)).toBe('12.0 min');
  });

  it('writes shares to a tenth of a per cent and differences in points with their sign', () => {
    expect(percent(0.94149)).toBe('94.1%');
    expect(points(0.038)).toBe('+3.8');
    expect(points(-0.012)).toBe('-1.2');
    expect(points(-0.0001)).toBe('0.0');
  });

  it('writes money in the habit of each language', () => {
    expect(money(1_930_000, 'zh')).toBe('¥193 万');
    expect(money(1_930_000, 'en')).toBe('CNY 1.93 M');
    expect(money(0.0123, 'en')).toBe('CNY 0.0123');
  });
});
