import type { Words } from './words.ts';

export const en: Words = {
  lang: 'en',
  title: (name) => `steelyard: ${name}`,
  data: 'Data of this picture',
  contents: 'Contents',
  better: { lower: 'lower is better', higher: 'higher is better' },
  headings: {
    verdict: 'Verdict',
    boxes: 'The boxes',
    right: 'Is it right?',
    fast: 'Is it fast?',
    learnt: 'What the sizing model learnt',
    trust: 'Can the instrument be trusted?',
    method: 'Method and limits',
    appendix: 'Appendix: every task',
    pairs: 'Pairwise tests',
    categories: 'By category',
    cells: 'All cells',
    errors: 'Failures',
  },
  verdict: {
    better: (v) =>
      `${v.better} answers more tasks correctly than ${v.other}: ${v.betterAccuracy} against ${v.otherAccuracy}, ` +
      `a difference of ${v.difference} points (95% interval ${v.lo} to ${v.hi}) over ${v.items} items.`,
    equivalent: (v) =>
      `${v.better} and ${v.other} are equivalent in accuracy: the difference of ${v.difference} points ` +
      `(95% interval ${v.lo} to ${v.hi}) lies inside the margin of ${v.margin} points over ${v.items} items.`,
    undecided: (v) =>
      `${v.better} and ${v.other} are not separable: ${v.betterAccuracy} against ${v.otherAccuracy}, ` +
      `a difference of ${v.difference} points (95% interval ${v.lo} to ${v.hi}) over ${v.items} items` +
      (v.need === undefined
        ? '.'
        : `; about ${v.need} items would be needed if the difference seen were the true one.`),
    nothing: 'Nothing can be compared: no two boxes have a valid cell with the same graded items.',
    one: (endpoint, accuracy, interval, n) =>
      `${endpoint} answers ${accuracy} of ${n} items correctly (95% interval ${interval}).`,
    valid: 'All cells are valid.',
    notValid: (cells, of, verdicts) =>
      `${cells} of ${of} cells are not valid and were not compared: ${verdicts}.`,
    findings: (list) => `Findings: ${list}.`,
    cheapest: (endpoint, cost) => `A correct task costs least on ${endpoint}: ${cost}.`,
  },
  search: {
    caption:
      'Capacity at the SLO: the highest load at which, as at every tested load below it, the objectives were met in every repeat',
    capacity: 'capacity',
    between: 'between',
    state: 'state',
    tested: 'tested loads (✓ met)',
    states: {
      bracketed: 'found',
      'at-least': 'met up to the highest load of the plan',
      below: 'not met at the lowest load of the plan',
      'client-limited': 'the client became the limit: a lower bound',
      unfinished: 'the search was cut: a lower bound',
    },
    load: (of, value) => (of === 'ratePerS' ? `${value}/s` : `${value} at once`),
    bracket: (metAt, notMetAt) => `met ${metAt ?? '–'}, not met ${notMetAt ?? '–'}`,
    nonMonotone: (box, notMetAt, metAt) =>
      `${box} is not monotone: not met at ${notMetAt}, met again at ${metAt}; its capacity has no single value.`,
  },
  columns: {
    box: 'Box',
    rank: 'Rank',
    accuracy: 'Accuracy',
    correctGoodput: 'Correct goodput',
    goodput: 'Goodput',
    ttftP95: 'TTFT p95',
    tpotP50: 'TPOT p50',
    e2eP95: 'E2E p95',
    costPerTask: 'Cost per correct task',
    throughput: 'Output tokens',
    scenario: 'Scenario',
    load: 'Load',
    category: 'Category',
    validity: 'Validity',
    findings: 'Findings',
    n: 'n',
    pair: 'Candidate against baseline',
    lost: 'Lost',
    gained: 'Gained',
    difference: 'Difference',
    p: 'p (Holm)',
    result: 'Result',
    check: 'Check',
    seen: 'Seen',
    limit: 'Limit',
    metric: 'Metric',
    failed: 'Failed',
    error: 'Error',
    count: 'Count',
    task: 'Task',
    question: 'Question',
    answer: 'Answer',
    expected: 'Expected',
    why: 'Why',
    record: 'Record',
    concurrency: 'In flight',
    parameter: 'Parameter',
    value: 'Value',
    origin: 'Origin',
    plan: 'Plan',
    before: 'Before',
    after: 'After',
    window: 'Windows',
  },
  perS: 'per s',
  points: 'points',
  interval95: (lo, hi) => `[${lo}, ${hi}]`,
  results: {
    better: 'better',
    worse: 'worse',
    equivalent: 'equivalent',
    undecided: 'not separable',
  },
  verdictKinds: {
    correct: 'correct',
    incorrect: 'incorrect',
    ungraded: 'no answer',
    excluded: 'excluded',
  },
  validity: {
    valid: 'valid',
    'client-limited': 'client-limited',
    contaminated: 'contaminated',
    incomplete: 'incomplete',
  },
  finding: (code) =>
    ({
      overloaded: 'overloaded',
      'truncated-answers': 'answers cut at the token limit',
    })[code] ?? code,
  checks: { pass: 'pass', fail: 'FAIL', unknown: 'unknown' },
  checkNames: {
    'ended-share': 'task runs that ended',
    'run-not-cut': 'the run went to its end',
    'loop-utilisation': 'client event-loop utilisation',
    'send-lag': 'send lag p99',
    'coalesced-arrivals': 'tokens that shared a read',
    'drops-for-want-of-slots': 'drops for want of slots',
    'prefix-cache-hits': 'prompt tokens from a cache',
    'served-model': 'served model is the asked one',
    'buffering-proxy': 'answers held back whole',
    'clock-steps': 'steps of the host clock',
    'foreign-load': 'requests that were not ours',
    errors: 'failed requests',
    'queue-growth': 'growth of the queue',
    'truncated-answers': 'answers cut at the token limit',
  },
  warning: (code) =>
    ({
      'descriptive-latency-intervals':
        'Latency intervals come from the requests of one run and describe this run; five repeats and more carry a comparison.',
      'few-clusters': 'Few independent clusters: the interval holds only roughly.',
      'server-disagrees':
        "The server's own counters differ from the client's figures without a known reason.",
      'too-few-clusters': 'Too few independent clusters for a verdict.',
    })[code] ?? code,
  captions: {
    boxes: (loadPoint) =>
      `Boxes at ${loadPoint}; latencies over the requests of all scenarios, rates their mean`,
    pairs: 'Same items, paired; p adjusted by Holm over all pairs',
    categories: 'Accuracy by task category over the load points',
    cells: 'Every cell: endpoint x scenario x load point',
    checks: 'Validity checks that did not pass, and the worst that did',
    errors: 'Requests that did not complete',
    appendix: (shown, of) => `${shown} of ${of} graded task runs; wrong ones first`,
  },
  charts: {
    accuracy: (best) => `Accuracy: ${best}`,
    accuracySub: (n) => `share of items answered correctly, with 95% intervals; ${n}`,
    curve: (fastest) => `Throughput against latency: ${fastest}`,
    curveSub: (n) =>
      `median TTFT (ms, logarithmic) over output tokens per second; hollow: not valid; ${n}`,
    slo: 'objective',
    throughput: 'output tokens per s',
    ttftP50: 'TTFT p50 (ms)',
    accuracyAxis: 'accuracy (%)',
  },
  method: {
    plan: (hash, seed) => `Plan ${hash}, seed ${seed}.`,
    sizes: (repeats, epochs, items) =>
      `${repeats} repeats, ${epochs} epochs; ${items}. The unit of accuracy is the item, not the request.`,
    accuracy:
      "Accuracy intervals: Wilson over items, at the effective sample size where items share clusters; pairs by McNemar's mid-p with Tango's interval for one task run a side, else by sign flips of whole clusters; Holm over all pairs.",
    latency:
      'Percentiles: type 7 with order-statistic intervals. A percentile that the sample cannot bound is not printed (p95 needs 72 requests, p99 368).',
    failures: 'Requests that failed or timed out rank above every one that completed.',
    descriptive:
      'Latency intervals of a single run describe that run: its requests are not independent.',
    redo: 'Every figure is recomputed from records.jsonl by `steelyard grade` and `steelyard report`.',
    notProven: 'What is not stated as better, worse or equivalent is not proven.',
  },
  loadPoint: (kind, value) => (kind === 'closed' ? `concurrency ${value}` : `${kind} ${value}`),
  absent: (why) => why,
};
