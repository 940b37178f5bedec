/** A stretch of a suite's task list, asked of each endpoint in one block. */
export interface Chunk {
  /** Number within the cell and repeat. */
  readonly number: number;
  /** Measured task runs; absent where time or the arrival process ends it. */
  readonly count?: number;
  readonly durationMs?: number;
  /** Position in the (endless) task list of the chunk's i-th measured task run. */
  position(i: number): number;
}

/** Blocks of a plan with `durationS` last at most this part of it. */
const PARTS = 4;

/** The whole list in one stretch, for processes that run whole and for sequential order. */
export const wholeChunk = (length: { count?: number; durationMs?: number }): Chunk => ({
  number: 0,
  ...length,
  position: (i) => i,
});

/**
 * `total` task runs in stretches of `block`, two to a round: one for each direction. What is left for
 * the last round is halved between them, so that every round is mirrored.
 */
export function* countedChunks(total: number, block: number): Generator<Chunk> {
  let number = 0;
  for (let first = 0; first < total; ) {
    const left = Math.min(2 * block, total - first);
    for (const count of [Math.ceil(left / 2), Math.floor(left / 2)]) {
      const begin = first;
      if (count > 0) yield { number, count, position: (i) => begin + i };
      number++;
      first += count;
    }
  }
}

/**
 * Four stretches of a quarter of the duration. How far each comes is not known beforehand, so they
 * take every fourth task; which of the four shifts by one with each pass over the list, so that none
 * is confined to a quarter of the items.
 */
export function* timedChunks(durationMs: number, items: number): Generator<Chunk> {
  for (let number = 0; number < PARTS; number++) {
    yield {
      number,
      durationMs: durationMs / PARTS,
      position: (i) => {
        const group = PARTS * i;
        return group + ((number + Math.floor(group / items)) % PARTS);
      },
    };
  }
}
