import { didYouMean } from '../did-you-mean.ts';
import type { Finding } from '../parse/finding.ts';
import { shown } from '../parse/shown.ts';
import { checkSlo, sloMetrics } from './check-slo.ts';
import { duplicatesIn } from './duplicates.ts';
import { keysOf, listOf, memberOf, numberOf, numbersOf } from './loose.ts';

/** Loads whose arrivals belong together: they run whole per endpoint and cannot be cut into blocks. */
const wholeLoads = ['bursts', 'trace', 'sessions', 'search'];

/** What parts of a plan do not go together. */
export function checkPlan(plan: unknown): Finding[] {
  const lists = [
    ['endpoints', 'endpoint'],
    ['scenarios', 'scenario'],
    ['strategies', 'strategy'],
    ['serialisations', 'serialisation'],
  ] as const;
  return [
    ...lists.flatMap(([key, noun]) => duplicatesIn([key], listOf(memberOf(plan, key)), noun)),
    ...howLong(plan),
    ...howOrdered(plan),
    ...checkLoad(plan),
    ...checkSlo(plan),
    ...checkMargins(plan),
    ...checkDrill(plan),
  ];
}

function howLong(plan: unknown): Finding[] {
  const duration = memberOf(plan, 'durationS');
  if (duration === undefined) return [];
  if (memberOf(plan, 'requests') !== undefined) {
    return [
      {
        path: ['durationS'],
        expected: 'either requests or durationS, not both',
        seen: `both`,
        hint: 'remove one of them',
      },
    ];
  }
  if (memberOf(plan, 'load', 'kind') === 'ramp') {
    return [
      {
        path: ['durationS'],
        expected: 'no durationS beside a ramp',
        seen: shown(duration),
        hint: "the ramp's stages say how long it is",
      },
    ];
  }
  return [];
}

function howOrdered(plan: unknown): Finding[] {
  const kind = String(memberOf(plan, 'load', 'kind'));
  const found: Finding[] = [];
  const block = memberOf(plan, 'block');
  // 50 is the default, which a resolved plan states and a person need not have asked for.
  if (block !== undefined && block !== 50 && wholeLoads.includes(kind)) {
    found.push({
      path: ['block'],
      expected: `no block with a load of kind ${kind}`,
      seen: shown(block),
      hint: 'such a load runs whole per endpoint; remove block',
    });
  }
  return found;
}

function checkLoad(plan: unknown): Finding[] {
  const load = memberOf(plan, 'load');
  const found: Finding[] = [];
  for (const key of ['concurrency', 'ratePerS']) {
    const rungs = duplicatesIn(['load', key], listOf(memberOf(load, key)), 'load point');
    found.push(
      ...rungs.map((rung) => ({ ...rung, hint: 'to run a load point more than once: repeats' })),
    );
  }
  if (memberOf(load, 'kind') !== 'search') return found;
  const [from, to] = [numberOf(memberOf(load, 'from')), numberOf(memberOf(load, 'to'))];
  if (from !== undefined && to !== undefined && from >= to) {
    found.push({
      path: ['load', 'to'],
      expected: `a number above from (${from})`,
      seen: String(to),
    });
  }
  if (memberOf(load, 'of') === 'concurrency') {
    for (const [key, value] of [
      ['from', from],
      ['to', to],
    ] as const) {
      if (value === undefined || Number.isInteger(value)) continue;
      found.push({
        path: ['load', key],
        expected: 'a whole number of concurrent requests',
        seen: String(value),
      });
    }
  }
  if (keysOf(memberOf(plan, 'slo')).length === 0) {
    found.push({
      path: ['load', 'kind'],
      expected: 'an slo in a plan that searches',
      seen: 'search without slo',
      hint: 'the search looks for the highest load that still meets it: slo: { ttftMs: { p95: 2000 } }',
    });
  }
  return found;
}

const marginMetrics = [
  'accuracy',
  ...sloMetrics,
  'goodputPerS',
  'correctGoodputPerS',
  'tokensPerS',
];

function checkMargins(plan: unknown): Finding[] {
  return keysOf(memberOf(plan, 'margins'))
    .filter((metric) => !marginMetrics.includes(metric))
    .map((metric) => ({
      path: ['margins', metric],
      at: 'key' as const,
      expected: 'a metric',
      seen: shown(metric),
      hint: didYouMean(metric, marginMetrics) ?? `metrics: ${marginMetrics.join(', ')}`,
    }));
}

function checkDrill(plan: unknown): Finding[] {
  const drill = memberOf(plan, 'drill');
  const [kill] = numbersOf(memberOf(drill, 'killAtS') ?? 40);
  const [revive] = numbersOf(memberOf(drill, 'reviveAtS') ?? 90);
  if (drill === undefined || kill === undefined || revive === undefined || kill < revive) return [];
  return [
    {
      path: ['drill', 'reviveAtS'],
      expected: `a moment after killAtS (${kill})`,
      seen: String(revive),
    },
  ];
}
