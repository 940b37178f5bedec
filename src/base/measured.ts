/** A value, or the reason why there is none. Never 0, NaN or null for "no value". */
export type Measured<V> =
  | { readonly kind: 'value'; readonly value: V }
  | { readonly kind: 'absent'; readonly why: string };

export const measured = <V>(value: V): Measured<V> => ({ kind: 'value', value });

export const absent = (why: string): Measured<never> => ({ kind: 'absent', why });

/** Applies `f` to a value and passes an absence on unchanged. */
export const mapMeasured = <V, W>(m: Measured<V>, f: (value: V) => W): Measured<W> =>
  m.kind === 'value' ? measured(f(m.value)) : m;

/** The value, or undefined; for places where the reason has been kept elsewhere. */
export const presentValue = <V>(m: Measured<V>): V | undefined =>
  m.kind === 'value' ? m.value : undefined;
