import type { Buffer } from 'node:buffer';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { AddressNotAllowed, addressGuard } from './address-guard.ts';

/** Contents (not paths) of the PEM files an endpoint needs. */
export interface TlsMaterial {
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
}

/** How connections to one endpoint are made. */
export interface ConnectionSettings {
  readonly tls?: TlsMaterial;
  /** CIDR ranges; absent permits everything. */
  readonly allow?: readonly string[];
  /** Default 10 s. */
  readonly connectTimeoutMs?: number;
}

/**
 * Connects over TCP or TLS with HTTP/1.1 only, and to permitted addresses only: a name is resolved
 * through the guard, a literal address is checked before anything is opened.
 */
export function guardedConnector(settings: ConnectionSettings): buildConnector.connector {
  const guard = addressGuard(settings.allow);
  const connect = buildConnector({
    ...settings.tls,
    allowH2: false,
    timeout: settings.connectTimeoutMs ?? connectTimeoutMs,
    ...(settings.allow === undefined ? {} : { lookup: guard.lookup }),
  });
  return (options, done) => {
    if (isIP(options.hostname) !== 0 && !guard.permits(options.hostname)) {
      done(new AddressNotAllowed(options.hostname, []), null);
    } else {
      connect(options, done);
    }
  };
}

export const connectTimeoutMs = 10_000;
