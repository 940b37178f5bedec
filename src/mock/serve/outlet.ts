import type { Reply } from '../dialects/index.ts';

/** Where an exchange's bytes go. */
export interface Outlet {
  /** False once the client has gone or the connection was cut. */
  readonly open: boolean;
  /** True while the reader lags behind what was written. */
  readonly congested: boolean;
  head(status: number, headers: Readonly<Record<string, string>>): void;
  /** Whole events of a stream. */
  write(text: string): void;
  onDrain(then: () => void): void;
  end(): void;
  /** A whole answer with its length. */
  reply(reply: Reply): void;
}

/** An outlet whose connection can be mistreated. */
export interface RawOutlet extends Outlet {
  /** Bytes of a stream's body, as one chunk of the transfer encoding. */
  writeBytes(bytes: Uint8Array): void;
  /** RST. */
  reset(): void;
  /** FIN, without the end of the body. */
  cut(): void;
}
