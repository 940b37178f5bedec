/** What the buyer's guide asks for a complete system; `maxCny` is absent where it says "and up". */
export interface GuideSystemPrice {
  /** The system as the guide names it. */
  readonly system: string;
  /** Catalogue GPUs and how many; more than one where the guide gives one price for alternatives. */
  readonly anyOf: readonly { readonly gpu: string; readonly count: number }[];
  readonly minCny: number;
  readonly maxCny?: number;
}

/** A cost beside the hardware, once or per year, as the buyer's guide states it. */
export interface GuideExtraCost {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  /** False: once. */
  readonly yearly: boolean;
  readonly minCny: number;
  readonly maxCny?: number;
}

/** Claims of the guide, not market prices; A100 and H100 are read as the SXM boards of an 8-GPU server. */
export const guideSystemPrices: readonly GuideSystemPrice[] = [
  {
    system: '8xH20-141GB',
    anyOf: [{ gpu: 'h20-141g', count: 8 }],
    minCny: 1_930_000,
    maxCny: 1_930_000,
  },
  { system: '8xA100-80G', anyOf: [{ gpu: 'a100-80g-sxm', count: 8 }], minCny: 2_000_000 },
  { system: '8xH100-80G', anyOf: [{ gpu: 'h100-80g-sxm', count: 8 }], minCny: 2_500_000 },
  {
    system: '2xA100-80G or 4xRTX4090-48GB',
    anyOf: [
      { gpu: 'a100-80g-sxm', count: 2 },
      { gpu: 'rtx-4090-48g-mod', count: 4 },
    ],
    minCny: 300_000,
    maxCny: 500_000,
  },
  {
    system: '4xA100-80G',
    anyOf: [{ gpu: 'a100-80g-sxm', count: 4 }],
    minCny: 800_000,
    maxCny: 1_200_000,
  },
  {
    system: '8xRTX4090-48GB',
    anyOf: [{ gpu: 'rtx-4090-48g-mod', count: 8 }],
    minCny: 600_000,
    maxCny: 800_000,
  },
  {
    system: '1xRTX4090-48GB',
    anyOf: [{ gpu: 'rtx-4090-48g-mod', count: 1 }],
    minCny: 8000,
    maxCny: 12_000,
  },
  {
    system: '2xRTX4090-48GB',
    anyOf: [{ gpu: 'rtx-4090-48g-mod', count: 2 }],
    minCny: 16_000,
    maxCny: 24_000,
  },
];

export const guideExtraCosts: readonly GuideExtraCost[] = [
  {
    id: 'data-centre',
    title: { en: 'Data-centre space', zh: '机房租赁' },
    yearly: true,
    minCny: 50_000,
    maxCny: 150_000,
  },
  {
    id: 'operations',
    title: { en: 'Operations team', zh: '运维团队' },
    yearly: true,
    minCny: 300_000,
    maxCny: 600_000,
  },
  {
    id: 'framework-tuning',
    title: { en: 'Framework tuning', zh: '框架优化' },
    yearly: false,
    minCny: 100_000,
    maxCny: 300_000,
  },
  {
    id: 'data-preparation',
    title: { en: 'Data cleaning and labelling', zh: '数据清洗标注' },
    yearly: false,
    minCny: 200_000,
    maxCny: 500_000,
  },
  {
    id: 'compliance',
    title: { en: 'Security and compliance', zh: '安全合规' },
    yearly: false,
    minCny: 100_000,
    maxCny: 200_000,
  },
  {
    id: 'disaster-recovery',
    title: { en: 'Backup and disaster recovery', zh: '备份容灾' },
    yearly: false,
    minCny: 50_000,
    maxCny: 100_000,
  },
];
