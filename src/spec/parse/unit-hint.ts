/** Units that a key can end in, longest first, with their size in a common base per kind. */
const keyUnits = [
  { suffix: 'PerS', kind: 'rate', size: 1 },
  { suffix: 'Cny', kind: 'money', size: 1 },
  { suffix: 'Ms', kind: 'time', size: 1e-3 },
  { suffix: 'Us', kind: 'time', size: 1e-6 },
  { suffix: 'S', kind: 'time', size: 1 },
] as const;

/** Units that people write behind a number. */
const writtenUnits: Readonly<Record<string, { readonly kind: string; readonly size: number }>> = {
  us: { kind: 'time', size: 1e-6 },
  µs: { kind: 'time', size: 1e-6 },
  ms: { kind: 'time', size: 1e-3 },
  s: { kind: 'time', size: 1 },
  sec: { kind: 'time', size: 1 },
  seconds: { kind: 'time', size: 1 },
  秒: { kind: 'time', size: 1 },
  m: { kind: 'time', size: 60 },
  min: { kind: 'time', size: 60 },
  minutes: { kind: 'time', size: 60 },
  分钟: { kind: 'time', size: 60 },
  h: { kind: 'time', size: 3600 },
  '/s': { kind: 'rate', size: 1 },
  rps: { kind: 'rate', size: 1 },
  qps: { kind: 'rate', size: 1 },
  '/min': { kind: 'rate', size: 1 / 60 },
  元: { kind: 'money', size: 1 },
  cny: { kind: 'money', size: 1 },
  rmb: { kind: 'money', size: 1 },
  万: { kind: 'money', size: 1e4 },
  万元: { kind: 'money', size: 1e4 },
};

interface KeyUnit {
  readonly stem: string;
  readonly unit?: (typeof keyUnits)[number];
}

function unitOfKey(key: string): KeyUnit {
  const camel = key.replace(/[_-]([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const unit = keyUnits.find(
    ({ suffix }) => camel.endsWith(suffix) && camel.length > suffix.length,
  );
  return unit === undefined
    ? { stem: camel.toLowerCase() }
    : { stem: camel.slice(0, -unit.suffix.length).toLowerCase(), unit };
}

/** The known key that differs from the written one in its unit only: `durationS` for `duration`. */
export function keyOfSameStem(written: string, known: readonly string[]): string | undefined {
  const { stem } = unitOfKey(written);
  return known.find((key) => {
    const other = unitOfKey(key);
    return other.unit !== undefined && other.stem === stem;
  });
}

/**
 * A written value as the number that `key` wants, in the unit that `key` ends in: "10s" under
 * `ttftMs` is 10000. `writtenKey` gives the unit where the value has none. Absent where it is no number
 * or of another kind of unit.
 */
export function inUnitOf(key: string, value: unknown, writtenKey = key): number | undefined {
  const target = unitOfKey(key).unit;
  if (typeof value === 'number') {
    const source = unitOfKey(writtenKey).unit;
    return target === undefined || source === undefined ? value : scaled(value, source, target);
  }
  if (typeof value !== 'string') return undefined;
  const parts = /^\s*[¥￥]?\s*([-+]?\d[\d_,]*(?:\.\d+)?|\.\d+)\s*([^\d\s]*)\s*$/u.exec(value);
  const number = Number(parts?.[1]?.replace(/[_,]/g, ''));
  if (parts === null || !Number.isFinite(number)) return undefined;
  const unit = (parts[2] ?? '').toLowerCase();
  if (unit === '') return number;
  if (unit === '%') return target === undefined ? rounded(number / 100) : undefined;
  const source = writtenUnits[unit];
  return target === undefined || source === undefined ? undefined : scaled(number, source, target);
}

const scaled = (
  value: number,
  from: { readonly kind: string; readonly size: number },
  to: { readonly kind: string; readonly size: number },
): number | undefined =>
  from.kind === to.kind ? rounded((value * from.size) / to.size) : undefined;

/** Free of the last binary digit: 0.3 s is 300 ms and not 299.99999999999994. */
const rounded = (value: number): number => Number(value.toPrecision(12));
