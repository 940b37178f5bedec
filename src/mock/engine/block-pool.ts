/**
 * KV blocks of one box, with a prefix cache: a block that holds a full piece of a known prompt keeps
 * its key after the last user has left, and is evicted (least recently used first) only when a new
 * block is needed. Invariant: in use + available = capacity.
 */
export class BlockPool {
  readonly capacity: number;
  readonly #users: Int32Array;
  /** Key of the block's content; 0 where it has none. */
  readonly #keys: Float64Array;
  readonly #byKey = new Map<number, number>();
  /** Given back without content; the ones never used yet follow from `#fresh` on. */
  readonly #empty: number[] = [];
  #fresh = 0;
  /** Cached blocks that no one uses, oldest first. */
  readonly #evictable = new Set<number>();

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#users = new Int32Array(capacity);
    this.#keys = new Float64Array(capacity);
  }

  /** Blocks that can be had now. */
  get available(): number {
    return this.capacity - this.#fresh + this.#empty.length + this.#evictable.size;
  }

  get inUse(): number {
    return this.capacity - this.available;
  }

  /** A block with one user; throws when none is available (ask `available` first). */
  take(): number {
    let id = this.#empty.pop() ?? (this.#fresh < this.capacity ? this.#fresh++ : undefined);
    if (id === undefined) {
      id = this.#evictable.values().next().value;
      if (id === undefined) throw new Error('no KV block is available');
      this.#evictable.delete(id);
      this.#byKey.delete(this.#keys[id] ?? 0);
      this.#keys[id] = 0;
    }
    this.#users[id] = 1;
    return id;
  }

  /** How many of the first keys are cached; with `anywhere`, how many at any position. */
  countCached(keys: readonly number[], limit: number, anywhere: boolean): number {
    let found = 0;
    for (let i = 0; i < keys.length && found < limit; i++) {
      if (this.#byKey.has(keys[i] ?? 0)) found++;
      else if (!anywhere) break;
    }
    return found;
  }

  /** Adds a user to the cached blocks of these keys, as many as `countCached` found. */
  share(keys: readonly number[], count: number): number[] {
    const ids: number[] = [];
    for (let i = 0; i < keys.length && ids.length < count; i++) {
      const id = this.#byKey.get(keys[i] ?? 0);
      if (id === undefined) continue;
      if (this.#users[id] === 0) this.#evictable.delete(id);
      this.#users[id] = (this.#users[id] ?? 0) + 1;
      ids.push(id);
    }
    return ids;
  }

  /** Of the cached blocks of these keys, how many are idle, and so would leave `available`. */
  countIdle(keys: readonly number[], count: number): number {
    let idle = 0;
    let found = 0;
    for (let i = 0; i < keys.length && found < count; i++) {
      const id = this.#byKey.get(keys[i] ?? 0);
      if (id === undefined) continue;
      found++;
      if (this.#users[id] === 0) idle++;
    }
    return idle;
  }

  /** Makes a filled block findable; the first block of a content keeps the key. */
  publish(id: number, key: number): void {
    if (this.#byKey.has(key) || this.#keys[id] !== 0) return;
    this.#byKey.set(key, id);
    this.#keys[id] = key;
  }

  /** Takes one user from each block, last block first, so that the head of a prompt is evicted last. */
  release(ids: readonly number[]): void {
    for (let i = ids.length - 1; i >= 0; i--) {
      const id = ids[i] ?? 0;
      const users = (this.#users[id] ?? 0) - 1;
      if (users < 0) throw new Error(`KV block ${id} was released twice`);
      this.#users[id] = users;
      if (users > 0) continue;
      if (this.#keys[id] === 0) this.#empty.push(id);
      else this.#evictable.add(id);
    }
  }

  /** Forgets what is cached and unused. */
  forget(): void {
    for (const id of this.#evictable) {
      this.#byKey.delete(this.#keys[id] ?? 0);
      this.#keys[id] = 0;
      this.#empty.push(id);
    }
    this.#evictable.clear();
  }
}
