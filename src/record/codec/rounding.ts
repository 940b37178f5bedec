/**
 * A shallow copy whose numbers named `...Ms` are rounded to whole µs: the resolution that the files
 * promise. Rounding keeps order, so that what was sent after it was due still reads so.
 */
export function toMicroseconds(value: object): Record<string, unknown> {
  const out: Record<string, unknown> = { ...value };
  for (const key in out) {
    const member = out[key];
    if (typeof member === 'number' && key.endsWith('Ms'))
      out[key] = Math.round(member * 1000) / 1000;
  }
  return out;
}
