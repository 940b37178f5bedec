import { describe, expect, test } from 'vitest';
import { addressGuard } from '../../../src/edge/address-guard.ts';

describe('the address guard', () => {
  test('permits everything where there is no list', () => {
    expect(addressGuard(undefined).permits('8.8.8.8')).toBe(true);
  });

  test('an empty list permits nothing', () => {
    expect(addressGuard([]).permits('127.0.0.1')).toBe(false);
  });

  test.each([
    ['10.0.0.0/24', '10.0.0.255', true],
    ['10.0.0.0/24', '10.0.1.0', false],
    ['192.168.1.7', '192.168.1.7', true],
    ['192.168.1.7', '192.168.1.8', false],
    ['fd00::/8', 'fd12::1', true],
    ['fd00::/8', '::1', false],
    ['10.0.0.0/24', '::ffff:10.0.0.9', true],
    ['10.0.0.0/24', 'fd12::1', false],
    ['0.0.0.0/0', '8.8.8.8', true],
  ])('%s and %s: %s', (range, address, permitted) => {
    expect(addressGuard([range]).permits(address)).toBe(permitted);
  });

  test.each(['10.0.0.0/33', '10.0.0/24', 'box-a', '10.0.0.0/', '10.0.0.0/8/8', '::/129'])(
    '%s is refused as a range',
    (range) => {
      expect(() => addressGuard([range])).toThrow(`"${range}" is no address range`);
    },
  );
});
