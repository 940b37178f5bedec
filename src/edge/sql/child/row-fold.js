// @ts-check
/** Collects rows until a cap of rows or of characters is passed. */
export class RowFold {
  /** @type {unknown[][]} */
  rows = [];
  #bytes = 0;
  #rowCap;
  #byteCap;

  /** @param {number} rowCap @param {number} byteCap */
  constructor(rowCap, byteCap) {
    this.#rowCap = rowCap;
    this.#byteCap = byteCap;
  }

  /** False once a cap is passed. @param {unknown[]} row */
  add(row) {
    for (const cell of row) this.#bytes += typeof cell === 'string' ? cell.length + 8 : 16;
    if (this.rows.length >= this.#rowCap || this.#bytes > this.#byteCap) return false;
    this.rows.push(row);
    return true;
  }
}

/**
 * A cell as JSON carries it: safe integers as numbers, others as `{"i": "..."}`, numbers that JSON
 * lacks as `{"f": "NaN"}`, bytes as `{"x": hex}`.
 * @param {unknown} value
 */
export function plainCell(value) {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : { i: String(value) };
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : { f: String(value) };
  if (value instanceof Uint8Array) return { x: Buffer.from(value).toString('hex') };
  return value ?? null;
}
