/** What a box knows of one request: instants on CLOCK_MONOTONIC in ms, absent where nothing happened. */
export interface SendEntry {
  /** From 1 on, in the order of arrival on the box. */
  readonly ordinal: number;
  /** `X-Request-Id` of the client, or the one the box made. */
  readonly requestId: string;
  readonly path: string;
  readonly receivedMs: number;
  status?: number;
  promptTokens?: number;
  cachedTokens?: number;
  outputTokens: number;
  headersMs?: number;
  /** Writes that carried a token: when the law said, and when the write was made. */
  firstDueMs?: number;
  firstTokenMs?: number;
  lastDueMs?: number;
  lastTokenMs?: number;
  finishMs?: number;
  doneMs?: number;
  outcome?: 'completed' | 'refused' | 'aborted' | 'failed';
  fault?: string;
  /** Item of the answer key, and whether the answer given is right. */
  task?: string;
  correct?: boolean;
  /** Due instants and write instants of all token-bearing writes; kept for the latest requests. */
  writes?: { readonly dueMs: number[]; readonly sentMs: number[] };
}

/** The latest requests keep their single writes; older ones keep their summary. */
const DETAILED = 4_000;
const KEPT = 200_000;

/** The box's own log of when it sent what; tests of the measuring side compare with it. */
export class SendLog {
  readonly #entries: SendEntry[] = [];

  add(entry: SendEntry): void {
    this.#entries.push(entry);
    const old = this.#entries[this.#entries.length - DETAILED - 1];
    if (old !== undefined) delete old.writes;
    if (this.#entries.length > KEPT) this.#entries.shift();
  }

  /** One JSON object a line, oldest first. */
  lines(withWrites: boolean): string {
    return this.#entries
      .map((entry) => {
        const { writes, ...summary } = entry;
        return `${JSON.stringify(withWrites && writes !== undefined ? { ...summary, writes } : summary)}\n`;
      })
      .join('');
  }
}
