/** The values that a star schema's text columns hold, in one language. */
export interface StarNames {
  readonly language: 'zh' | 'en';
  readonly regions: readonly string[];
  /** cities[region] */
  readonly cities: readonly (readonly string[])[];
  readonly channels: readonly string[];
  readonly brands: readonly string[];
  readonly categories: readonly string[];
  readonly tiers: readonly string[];
}

/** Real cities, invented brands. */
export const starNames: Readonly<Record<'zh' | 'en', StarNames>> = {
  zh: {
    language: 'zh',
    regions: ['华东', '华南', '华北', '西南'],
    cities: [
      ['上海', '杭州', '南京'],
      ['广州', '深圳', '厦门'],
      ['北京', '天津', '石家庄'],
      ['成都', '重庆', '昆明'],
    ],
    channels: ['直营店', '加盟店', '线上旗舰店'],
    brands: ['澜石', '青禾', '晴岚', '朔风', '云杉'],
    categories: ['饮料', '零食', '家清', '个护'],
    tiers: ['普通', '银卡', '金卡'],
  },
  en: {
    language: 'en',
    regions: ['North', 'South', 'East', 'West'],
    cities: [
      ['Leeds', 'York', 'Hull'],
      ['Brighton', 'Exeter', 'Bath'],
      ['Norwich', 'Ipswich', 'Lincoln'],
      ['Bristol', 'Cardiff', 'Chester'],
    ],
    channels: ['own', 'franchise', 'online'],
    brands: ['Aldern', 'Brookhurst', 'Cinderline', 'Dunmore', 'Everleigh'],
    categories: ['drinks', 'snacks', 'household', 'care'],
    tiers: ['basic', 'silver', 'gold'],
  },
};
