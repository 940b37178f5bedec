/** Numbers appended to one typed array that doubles: 8 bytes a value, nothing for the collector. */
export interface Growing {
  push(value: number): void;
  /** A view of what was pushed; not a copy. */
  values(): Float64Array;
}

export function growing(): Growing {
  let store = new Float64Array(64);
  let length = 0;
  return {
    push: (value) => {
      if (length === store.length) {
        const larger = new Float64Array(length * 2);
        larger.set(store);
        store = larger;
      }
      store[length++] = value;
    },
    values: () => store.subarray(0, length),
  };
}
