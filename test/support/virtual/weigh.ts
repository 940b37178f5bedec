import {
  type Bakeoff,
  rankEndpoints,
  type Summary,
  summarizer,
} from '../../../src/analysis/index.ts';
import { gradeAnswer } from '../../../src/grade/index.ts';
import { drive, scheduleOf } from '../../../src/load/index.ts';
import { resolveFleet } from '../../../src/mock/index.ts';
import type { RequestRecord, SegmentEvent, VerdictRecord } from '../../../src/record/index.ts';
import {
  type AnswerKey,
  fleetSchema,
  type GradedScenario,
  loadPoints,
  type MockFleet,
  planSchema,
} from '../../../src/spec/index.ts';
import { generationOf, taskRunFor } from '../../../src/task/index.ts';
import { Collected } from '../load/bench.ts';
import { Cancel } from '../load/cancel.ts';
import { FakeClock } from '../load/fake-clock.ts';
import { SimulatedBox } from './simulated-box.ts';

export interface Weighing {
  readonly fleet: MockFleet;
  readonly keys: readonly AnswerKey[];
  readonly scenario: GradedScenario;
  /** Members of plan.yaml beside name, fleet and scenarios. */
  readonly plan: Readonly<Record<string, unknown>>;
}

export interface Weighed {
  readonly summary: Summary;
  readonly bakeoff: Bakeoff;
  readonly records: readonly RequestRecord[];
  readonly boxes: ReadonlyMap<string, SimulatedBox>;
}

/** The main job in virtual time: drive, grade, summarise, rank; everything but sockets and files. */
export async function weigh(weighing: Weighing): Promise<Weighed> {
  const { scenario, keys } = weighing;
  const resolved = resolveFleet(weighing.fleet);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  const clock = new FakeClock();
  const boxes = new Map(resolved.value.map((b) => [b.id, new SimulatedBox(clock, b, keys)]));
  const plan = planSchema.parse({
    name: 'virtual',
    fleet: 'fleet.yaml',
    scenarios: [scenario.id],
    ...weighing.plan,
  });
  const ladder = loadPoints(plan.load);
  const tasks = new Map(scenario.tasks.map((t) => [t.id, t]));
  const strategy = scenario.strategy;
  const schedule = scheduleOf({
    plan,
    loadPoints: ladder,
    endpoints: [...boxes.keys()],
    suites: [{ scenario: scenario.id, strategy, tasks: [...tasks.keys()] }],
  });
  const records = new Collected<RequestRecord>();
  const under = drive(
    schedule,
    {
      clock,
      transports: boxes,
      prepare: ({ task: id }) => {
        const task = tasks.get(id);
        if (task === undefined) throw new RangeError(`no task ${id}`);
        return { run: taskRunFor({ scenario, task }), generation: generationOf(scenario) };
      },
      records,
      prompts: new Collected(),
      segments: new Collected<SegmentEvent>(),
      drain: new Cancel(),
      cancel: new Cancel(),
    },
    {
      runId: 'virtual',
      segment: 0,
      prefixCache: plan.prefixCache,
      timeoutS: plan.timeoutS,
      limits: plan.limits,
      endpointLimits: new Map(),
    },
  );
  const end = await clock.settle(under.ended);
  const verdicts = new Map(records.lines.flatMap((r) => verdictOf(r, scenario)));
  const fold = summarizer({
    runId: 'virtual',
    planHash: 'none',
    plan,
    fleet: fleetSchema.parse({
      endpoints: [...boxes.keys()].map((id) => ({ id, url: 'http://127.0.0.1:1/v1' })),
    }),
    loadPoints: ladder,
    ended: end.reason,
    identities: [],
    planned: () => (plan.items ?? tasks.size) * plan.epochs * plan.repeats,
    taskOf: (_, id) => ({
      category: tasks.get(id)?.category ?? '',
      cluster: `${scenario.id}/${id}`,
    }),
    verdicts,
    telemetry: [],
    clockSteps: 0,
  });
  for (const record of records.lines) fold.add(record);
  const { summary, cellItems, latencies } = fold.finish();
  const bakeoff = rankEndpoints({ summary, cellItems, latencies, seed: plan.seed });
  return { summary, bakeoff, records: records.lines, boxes };
}

function verdictOf(r: RequestRecord, scenario: GradedScenario): [string, VerdictRecord][] {
  const task = scenario.tasks.find((t) => t.id === r.task);
  if (task === undefined || r.phase !== 'measured' || r.outcome.kind !== 'completed') return [];
  const verdict = gradeAnswer(r.answer ?? '', task.answer, {
    question: task.question,
    language: scenario.language,
    finishReason: r.outcome.finishReason,
  });
  return [[r.taskRun, { ...verdict, taskRun: r.taskRun, index: r.index, task: r.task }]];
}
