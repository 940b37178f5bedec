/** A text in both languages of the reports; neither is a translation to be skipped. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

export const both = (en: string, zh: string): Bilingual => ({ en, zh });

/** Several texts as one, in order. */
export const joined = (texts: readonly Bilingual[]): Bilingual => ({
  en: texts.map((t) => t.en).join(' '),
  zh: texts.map((t) => t.zh).join(''),
});

const grouped = (text: string): string => {
  const [whole = '', fraction] = text.split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
};

/** A figure with so many decimals and grouped thousands: the same in both languages. */
export const figure = (value: number, decimals = 0): string => grouped(value.toFixed(decimals));

/** Bytes as GB of 1e9. */
export const gb = (bytes: number, decimals = 0): string => `${figure(bytes / 1e9, decimals)} GB`;

export const percent = (share: number, decimals = 1): string =>
  `${(share * 100).toFixed(decimals)}%`;

/** So many decimals at most: zeros at the end are dropped. */
const short = (value: number, decimals: number): string =>
  figure(value, decimals)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/** An amount of money: "CNY 1.93 M" and "¥193 万"; below ten thousand plain in both. */
export function yuan(cny: number): Bilingual {
  const size = Math.abs(cny);
  if (size < 1000) return both(`CNY ${figure(cny, 2)}`, `¥${figure(cny, 2)}`);
  const zh = size < 10_000 ? `¥${figure(cny)}` : `¥${short(cny / 10_000, 2)} 万`;
  return both(size < 1e6 ? `CNY ${figure(cny)}` : `CNY ${short(cny / 1e6, 2)} M`, zh);
}

/** A range of money; one amount where the ends agree. */
export function yuanRange(lo: number, hi: number | undefined): Bilingual {
  const a = yuan(lo);
  if (hi === undefined) return both(`${a.en} or more`, `${a.zh} 以上`);
  if (hi === lo) return a;
  const b = yuan(hi);
  return both(`${a.en} to ${b.en}`, `${a.zh} 至 ${b.zh}`);
}
