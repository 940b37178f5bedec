/** How figures are written: the one place where they are scaled and rounded. */

/** Three significant digits, thousands separated by a comma, no exponent up to 1e15. */
export function number3(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`no text for ${value}`);
  if (value === 0) return '0';
  const size = Math.abs(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(size)));
  if (digits > 12) return value.toExponential(2);
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(size)) - 2);
  const rounded = scale > 1 ? Math.round(value / scale) * scale : value;
  const text = rounded.toFixed(digits);
  // 9.996 has three digits as 10.0: rounding moved it up a decade.
  const [whole = '', fraction] = (significant(text) > 3 ? rounded.toFixed(digits - 1) : text).split(
    '.',
  );
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const significant = (text: string): number =>
  text.includes('.') ? text.replace(/^-?0*\.?0*/, '').replace('.', '').length : 3;

/** Latency: "456 ms", "1.23 s", "2.05 min" from ten minutes on. */
export function duration(ms: number): string {
  if (Math.abs(ms) < 1000) return `${number3(ms)} ms`;
  if (Math.abs(ms) < 600_000) return `${number3(ms / 1000)} s`;
  return `${number3(ms / 60_000)} min`;
}

/** Both ends of an interval of latencies; a unit that they share is written once. */
export function durationEnds(loMs: number, hiMs: number): readonly [string, string] {
  const [lo, hi] = [duration(loMs), duration(hiMs)];
  const [figure = lo, unit] = lo.split(' ');
  return unit === hi.split(' ')[1] ? [figure, hi] : [lo, hi];
}

/** A share as "94.1%". */
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** A difference of shares in points: "+3.8", "-1.2"; a true zero has no sign. */
export function points(difference: number): string {
  const text = (difference * 100).toFixed(1);
  return Number(text) > 0 ? `+${text}` : text === '-0.0' ? '0.0' : text;
}

/** Money: "CNY 1.93 M", "CNY 0.0123" in English, "¥193 万", "¥0.0123" in Chinese. */
export function money(cny: number, lang: 'en' | 'zh'): string {
  const size = Math.abs(cny);
  if (lang === 'zh') return size >= 10_000 ? `¥${number3(cny / 10_000)} 万` : `¥${number3(cny)}`;
  return size >= 1e6 ? `CNY ${number3(cny / 1e6)} M` : `CNY ${number3(cny)}`;
}
