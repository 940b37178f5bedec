import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Says which addresses a request may leave for. */
export interface AddressGuard {
  permits(address: string): boolean;
  /** A `lookup` for sockets that resolves a name to permitted addresses only, or fails. */
  readonly lookup: LookupFunction;
}

/** A connection that the fleet's `allow` list forbids; no byte was sent. */
export class AddressNotAllowed extends Error {
  readonly code = 'address-not-allowed';

  constructor(host: string, addresses: readonly string[]) {
    const seen = addresses.length === 0 ? host : `${host} (${addresses.join(', ')})`;
    super(`${seen} lies outside the fleet's allow list`);
  }
}

/**
 * Guard over ranges in CIDR notation or single addresses; without any, everything is permitted.
 * Throws RangeError on text that is neither.
 */
export function addressGuard(allow: readonly string[] | undefined): AddressGuard {
  const ranges = new BlockList();
  for (const range of allow ?? []) addRange(ranges, range);
  const permits = (address: string): boolean =>
    allow === undefined || ranges.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return {
    permits,
    lookup: (host, options, done) => {
      lookup(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
        if (error !== null) {
          done(error, '');
          return;
        }
        const permitted = found.filter(({ address }) => permits(address));
        const [first] = permitted;
        if (first === undefined) {
          const seen = found.map(({ address }) => address);
          done(new AddressNotAllowed(host, seen), '');
        } else if (options.all === true) {
          done(null, permitted);
        } else {
          done(null, first.address, first.family);
        }
      });
    },
  };
}

function addRange(ranges: BlockList, range: string): void {
  const [address = '', bits, ...rest] = range.split('/');
  const version = isIP(address);
  const widest = version === 6 ? 128 : 32;
  const length = bits === undefined ? widest : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if (version === 0 || rest.length > 0 || length < 0 || length > widest) {
    throw new RangeError(`"${range}" is no address range such as 10.0.0.0/24`);
  }
  ranges.addSubnet(address, length, version === 6 ? 'ipv6' : 'ipv4');
}
