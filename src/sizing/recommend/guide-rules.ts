import type { Need } from '../../spec/index.ts';

/** Size classes in which the guide speaks of models. */
export type ModelClass = '7b-13b' | '13b-30b' | '70b' | '671b';

/** What a rule asks for; an aspect it does not mention is missing. Any of the listed values satisfies it. */
export interface Advice {
  readonly deployment?: readonly ('cloud' | 'local' | 'air-gapped')[];
  readonly modelClass?: readonly ModelClass[];
  readonly precision?: readonly ('fp16' | 'fp8' | 'int8')[];
  readonly hardware?: readonly { readonly gpu: string; readonly count: number }[];
  readonly procurement?: readonly ('all-in-one' | 'diy')[];
  readonly framework?: readonly string[];
  readonly voting?: readonly ('yes' | 'no')[];
}

export type Question = 'workload' | 'latency' | 'privacy' | 'team' | 'budget' | 'volume';

/** One rule of the guide: when it fires and what it then asks for. */
export interface GuideRule {
  readonly id: string;
  readonly claims: readonly string[];
  /** Contradictions of the inventory in which the rule's claims take part. */
  readonly contradictions: readonly string[];
  readonly question: Question;
  readonly fires: (need: Need) => boolean;
  readonly advice: Advice;
}

const local = ['local', 'air-gapped'] as const;
const cards8 = { gpu: 'rtx-4090-48g-mod', count: 8 } as const;
const h20 = { gpu: 'h20-141g', count: 8 } as const;
const a100 = (count: number) => ({ gpu: 'a100-80g-sxm', count });

const sensitive = (n: Need): boolean => n.privacy !== 'public';
const within = (value: number | undefined, lo: number, hi: number): boolean =>
  value !== undefined && value >= lo && value <= hi;
const seconds = (n: Need): number => n.latency.maxS;
const yearly = (n: Need): number | undefined => n.budgetCny.yearly;
const first = (n: Need): number => n.budgetCny.firstYear;
const calls = (n: Need): number | undefined => n.users.callsPerMonth;

const rule = (
  id: string,
  question: Question,
  claims: readonly string[],
  contradictions: readonly string[],
  fires: (need: Need) => boolean,
  advice: Advice,
): GuideRule => ({ id, question, claims, contradictions, fires, advice });

/**
 * The guide's decision rules as a table: its five questions, its tree, its budget tiers and its critical
 * points. Ranges that it names with both ends include them; what lies between two ranges fires nothing
 * and is reported as a silence of the guide.
 */
export const guideRules: readonly GuideRule[] = [
  rule(
    'task-structured',
    'workload',
    ['G-117', 'G-139'],
    ['X-01'],
    (n) => n.workload === 'structured',
    {
      modelClass: ['70b'],
      precision: ['fp8'],
    },
  ),
  rule(
    'task-creative',
    'workload',
    ['G-118', 'G-140', 'G-245'],
    ['X-09', 'X-30'],
    (n) => n.workload === 'creative',
    {
      modelClass: ['671b'],
      precision: ['fp8'],
    },
  ),
  rule('task-dialogue', 'workload', ['G-119'], ['X-10'], (n) => n.workload === 'dialogue', {
    modelClass: ['70b', '7b-13b'],
    precision: ['fp16'],
  }),
  rule('matrix-dialogue', 'workload', ['G-052'], ['X-10'], (n) => n.workload === 'dialogue', {
    modelClass: ['671b'],
  }),
  rule(
    'task-extreme-accuracy',
    'workload',
    ['G-120'],
    ['X-25', 'X-30'],
    (n) => n.workload === 'extreme-accuracy',
    {
      modelClass: ['671b'],
      precision: ['fp16'],
      voting: ['yes'],
    },
  ),
  rule('size-by-creativity', 'workload', ['G-245'], ['X-30'], (n) => n.workload !== 'creative', {
    modelClass: ['70b'],
  }),
  rule(
    'precision-by-decisions',
    'workload',
    ['G-105', 'G-246'],
    ['X-31'],
    (n) => n.workload === 'extreme-accuracy',
    {
      precision: ['fp16'],
    },
  ),
  rule('precision-preferred', 'workload', ['G-109', 'G-114'], ['X-31'], () => true, {
    precision: ['fp8', 'int8'],
  }),
  rule(
    'latency-real-time',
    'latency',
    ['G-121', 'G-141'],
    ['X-12', 'X-24', 'X-47', 'X-48'],
    (n) => seconds(n) < 1,
    {
      modelClass: ['7b-13b'],
      precision: ['fp8'],
      hardware: [{ gpu: 'rtx-4090-48g-mod', count: 4 }],
    },
  ),
  rule(
    'latency-standard',
    'latency',
    ['G-123', 'G-124'],
    ['X-11', 'X-47'],
    (n) => within(seconds(n), 1, 5),
    {
      modelClass: ['70b'],
      precision: ['fp8'],
      hardware: [cards8, a100(2)],
    },
  ),
  rule(
    'latency-deep',
    'latency',
    ['G-125', 'G-126'],
    ['X-11', 'X-22', 'X-47'],
    (n) => within(seconds(n), 10, 30),
    {
      modelClass: ['671b'],
      precision: ['fp8'],
      hardware: [h20, a100(8)],
    },
  ),
  rule('privacy-public', 'privacy', ['G-127', 'G-137'], ['X-34'], (n) => n.privacy === 'public', {
    deployment: ['cloud'],
  }),
  rule(
    'privacy-internal',
    'privacy',
    ['G-128'],
    ['X-19', 'X-32'],
    (n) => n.privacy === 'internal',
    {
      deployment: local,
      modelClass: ['70b'],
      precision: ['fp8'],
    },
  ),
  rule('privacy-secret', 'privacy', ['G-129'], [], (n) => n.privacy === 'secret', {
    deployment: ['air-gapped'],
    modelClass: ['671b'],
    precision: ['fp16'],
  }),
  rule('sensitive-local', 'privacy', ['G-138', 'G-244', 'G-282'], ['X-19'], sensitive, {
    deployment: local,
  }),
  rule('team-weak', 'team', ['G-130', 'G-247'], [], (n) => n.team === 'weak', {
    procurement: ['all-in-one'],
  }),
  rule('team-medium', 'team', ['G-131'], [], (n) => n.team === 'medium', {
    procurement: ['diy'],
    modelClass: ['70b'],
    framework: ['vllm'],
  }),
  rule('team-strong', 'team', ['G-132', 'G-247'], [], (n) => n.team === 'strong', {
    procurement: ['diy'],
    modelClass: ['671b'],
  }),
  rule(
    'operations-tight',
    'budget',
    ['G-133'],
    ['X-19'],
    (n) => (yearly(n) ?? Infinity) < 500_000,
    {
      deployment: ['cloud'],
    },
  ),
  rule(
    'operations-moderate',
    'budget',
    ['G-134'],
    ['X-19', 'X-20'],
    (n) => within(yearly(n), 500_000, 1_500_000),
    {
      deployment: local,
      modelClass: ['70b'],
    },
  ),
  rule('operations-ample', 'budget', ['G-135'], ['X-20'], (n) => (yearly(n) ?? 0) > 2_000_000, {
    deployment: local,
    modelClass: ['671b'],
  }),
  rule('tree-below-1m', 'budget', ['G-142'], ['X-19'], (n) => first(n) < 1_000_000, {
    modelClass: ['70b', '13b-30b', '7b-13b'],
  }),
  rule(
    'tree-1m-to-3m',
    'budget',
    ['G-143'],
    ['X-19'],
    (n) => within(first(n), 1_000_000, 3_000_000),
    {
      modelClass: ['671b'],
      precision: ['fp8'],
    },
  ),
  rule('tree-above-3m', 'budget', ['G-144'], ['X-05', 'X-19'], (n) => first(n) > 3_000_000, {
    modelClass: ['671b'],
    precision: ['fp16'],
  }),
  rule(
    'tier-below-1m',
    'budget',
    ['G-229', 'G-230', 'G-231'],
    ['X-19', 'X-34'],
    (n) => first(n) < 1_000_000,
    {
      deployment: ['cloud'],
      modelClass: ['7b-13b'],
    },
  ),
  rule(
    'tier-1m-to-3m',
    'budget',
    ['G-234', 'G-235'],
    ['X-19'],
    (n) => within(first(n), 1_000_000, 3_000_000),
    {
      deployment: local,
      modelClass: ['70b'],
      precision: ['fp8'],
      hardware: [cards8, a100(4)],
    },
  ),
  rule(
    'tier-above-3m',
    'budget',
    ['G-239', 'G-240', 'G-241'],
    ['X-05', 'X-19', 'X-22', 'X-25'],
    (n) => first(n) >= 3_000_000,
    {
      deployment: local,
      modelClass: ['671b'],
      precision: ['fp16'],
      hardware: [h20, a100(8)],
      voting: ['yes'],
    },
  ),
  rule('volume-low', 'volume', ['G-279'], ['X-49'], (n) => (calls(n) ?? Infinity) < 10_000, {
    deployment: ['cloud'],
  }),
  rule('volume-high', 'volume', ['G-281'], ['X-49'], (n) => (calls(n) ?? 0) > 100_000, {
    deployment: local,
  }),
];
