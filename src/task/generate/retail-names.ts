/** The vocabulary of the invented retailer, in one language. */
export interface RetailNames {
  readonly language: 'zh' | 'en';
  readonly brands: readonly string[];
  readonly regions: readonly string[];
  readonly channels: readonly string[];
  readonly unit: string;
}

/** Invented brands; regions and channels as such reports name them. */
export const retailNames: Readonly<Record<'zh' | 'en', RetailNames>> = {
  zh: {
    language: 'zh',
    brands: ['澜石', '青禾', '晴岚', '朔风', '云杉', '朝露'],
    regions: ['华东', '华南', '华北', '西南', '华中'],
    channels: ['线下门店', '官网商城', '直播电商', '社区团购', '经销商'],
    unit: '万元',
  },
  en: {
    language: 'en',
    brands: ['Aldern', 'Brookhurst', 'Cinderline', 'Dunmore', 'Everleigh', 'Foxglove'],
    regions: ['North', 'South', 'East', 'West', 'Central'],
    channels: ['Stores', 'Web shop', 'Live commerce', 'Marketplace', 'Wholesale'],
    unit: 'k USD',
  },
};

/** The months of the reported year, as YYYY-MM. */
export const reportMonths: readonly string[] = Array.from(
  { length: 12 },
  (_, i) => `2024-${String(i + 1).padStart(2, '0')}`,
);
