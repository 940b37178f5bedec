import type { RunUnits, Summary, TaskRunUnit } from '../../../src/analysis/index.ts';
import { absent, measured, random } from '../../../src/base/index.ts';
import type { VerdictKind } from '../../../src/record/index.ts';

/** A planted box: what it answers and how fast it is, repeat by repeat. */
export interface PlantedBox {
  readonly id: string;
  /** Kind of verdict of an item at a repeat. */
  readonly verdict: (item: number, repeat: number) => VerdictKind;
  /** Figure of a metric ("ttftMs", "goodputPerS") in a repeat; undefined where there is none. */
  readonly figure?: (metric: string, repeat: number) => number | undefined;
  readonly outputTokens?: (item: number) => number;
  readonly valid?: boolean;
}

export interface Campaign {
  readonly items: number;
  readonly repeats?: number;
  readonly boxes: readonly PlantedBox[];
  readonly clusterOf?: (item: number) => string;
  readonly runId?: string;
}

const LOAD = 'closed concurrency=4';
const PLACE = {
  id: `s | inline | - | ${LOAD}`,
  scenario: 's',
  strategy: 'inline',
  loadPoint: 0,
  load: LOAD,
};

/** What comparisons read of a run, without records: items, repeats and cells as planted. */
export function campaign({
  items,
  repeats = 1,
  boxes,
  clusterOf = (i) => `s/t${i}`,
  runId = 'run',
}: Campaign): RunUnits {
  let index = 0;
  const units: TaskRunUnit[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (let item = 0; item < items; item++) {
      for (const box of boxes) {
        const kind = box.verdict(item, repeat);
        units.push({
          endpoint: box.id,
          place: PLACE,
          item: `s/t${item}`,
          cluster: clusterOf(item),
          repeat,
          epoch: 0,
          taskRun: `${box.id}-${repeat}-${item}`,
          index: index++,
          verdict: {
            kind,
            expected: `gold ${item}`,
            extracted: `${kind} answer of ${box.id}`,
            why: kind === 'ungraded' ? 'no-answer: nothing' : kind,
            rule: 'test',
            score: kind === 'correct' ? 1 : 0,
            taskRun: `${box.id}-${repeat}-${item}`,
            index,
            task: `t${item}`,
          },
          failed: false,
          truncated: false,
          outputTokens: box.outputTokens?.(item) ?? 100,
          promptTokens: 500,
        });
      }
    }
  }
  const validity = (valid = true) => ({
    verdict: valid ? 'valid' : 'client-limited',
    findings: [],
    checks: [],
  });
  const cells = boxes.map((box) => ({
    endpoint: box.id,
    scenario: 's',
    strategy: 'inline',
    loadPoint: { index: 0, kind: 'closed', concurrency: 4 },
    validity: validity(box.valid),
    requests: { measured: items * repeats, completed: items * repeats, failed: 0 },
  }));
  return {
    summary: {
      schema: 'steelyard.summary/1',
      runId,
      planHash: 'plan',
      cells,
    } as unknown as Summary,
    units,
    repeats: {
      of: (endpoint, placeId, metric) => {
        const box = boxes.find((b) => b.id === endpoint);
        if (box === undefined || placeId !== PLACE.id) return [];
        return Array.from({ length: repeats }, (_, repeat) => {
          const value = box.figure?.(metric.id, repeat);
          return { repeat, value: value === undefined ? absent('not planted') : measured(value) };
        });
      },
    },
    factsOf: (_, task) => ({
      category: Number(task.slice(1)) % 2 === 0 ? 'even' : 'odd',
      cluster: clusterOf(Number(task.slice(1))),
      language: 'en',
      answerKind: 'number',
      question: `question ${task}`,
    }),
  };
}

/** Log-normal noise around a level, from a named stream: the same for the same seed. */
export function noisy(
  level: number,
  cv: number,
  seed: string,
): (metric: string, repeat: number) => number {
  const source = random(seed);
  return (metric, repeat) => level * Math.exp(cv * source.stream(`${metric} ${repeat}`).normal());
}
