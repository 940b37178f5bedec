import { createInterface } from 'node:readline/promises';
import type { ResolvedPlan } from '../../edge/files/index.ts';
import { sandboxedSqlEngine } from '../../edge/sql/index.ts';
import { scheduleOf, type TraceArrival } from '../../load/index.ts';
import { duration, wordsOf } from '../../report/index.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { reportFailure, reportProblems } from '../fault.ts';
import type { Io } from '../io.ts';
import { estimateRun, type RunEstimate } from './estimate-run.ts';
import { loadPointLabel } from './load-point-label.ts';
import { prepareScenarios } from './prepared-scenario.ts';
import { bundleOf } from './scenario-bundle.ts';
import { scheduleHashOf, scheduleInputOf } from './suites.ts';
import type { TraceInput } from './trace-input.ts';

export type Guard = { readonly kind: 'go' } | { readonly kind: 'stop'; readonly code: ExitCode };

const whole = (n: number): string => Math.round(n).toLocaleString('en-US');

/** Blocks of the schedule shown by --dry-run; the rest is counted. */
const SHOWN_BLOCKS = 24;

/**
 * What the run will cost, before anything is sent: printed under --dry-run, and held against the
 * plan's limits. Above them a person is asked, or --yes must have been given.
 */
export async function dryRun(
  resolved: ResolvedPlan,
  io: Io,
  options: { readonly print: boolean; readonly yes: boolean; readonly trace?: TraceInput },
): Promise<Guard> {
  const { plan } = resolved;
  const trace = options.trace?.arrivals;
  const engine = sandboxedSqlEngine();
  try {
    const scenarios = await prepareScenarios(resolved.scenarios.map(bundleOf), engine, plan);
    if (!scenarios.ok) return { kind: 'stop', code: reportProblems(io, scenarios.problems) };
    const estimate = estimateRun(
      plan,
      resolved.endpoints.map((e) => e.id),
      scenarios.value,
      trace,
    );
    if (options.print) {
      printEstimate(resolved, estimate, io, trace);
      return { kind: 'stop', code: exitCode.done };
    }
    return await held(plan.limits, estimate, io, options.yes);
  } finally {
    await engine.close();
  }
}

async function held(
  limits: ResolvedPlan['plan']['limits'],
  { requests, tokens }: RunEstimate,
  io: Io,
  yes: boolean,
): Promise<Guard> {
  if (yes || (requests <= limits.maxRequests && tokens <= limits.maxTokens)) return { kind: 'go' };
  const text =
    `this run would send about ${whole(requests)} requests and ${whole(tokens)} tokens; ` +
    `the plan's limits are ${whole(limits.maxRequests)} and ${whole(limits.maxTokens)}`;
  if (io.terminal && process.stdin.isTTY === true && !io.json) {
    const ask = createInterface({ input: process.stdin, output: process.stderr });
    const said = await ask.question(`${text}. Go on, and stop when a limit is reached? [y/N] `);
    ask.close();
    if (/^y(es)?$/i.test(said.trim())) return { kind: 'go' };
    return { kind: 'stop', code: exitCode.usage };
  }
  const code = reportFailure(
    io,
    exitCode.usage,
    text,
    'raise `limits` in the plan, or give --yes: the run then goes beyond them',
  );
  return { kind: 'stop', code };
}

function printEstimate(
  resolved: ResolvedPlan,
  estimate: RunEstimate,
  io: Io,
  trace: readonly TraceArrival[] | undefined,
): void {
  const { plan } = resolved;
  const words = wordsOf(io.lang);
  const input = scheduleInputOf(
    plan,
    resolved.scenarios.map((s) => s.scenario),
    resolved.endpoints.map((e) => e.id),
    trace,
  );
  const schedule = { ...scheduleOf(input), hash: scheduleHashOf(input, plan) };
  const blocks = [...schedule.blocks()].map((b) => ({
    block: b.index,
    repeat: b.repeat,
    loadPoint: loadPointLabel(b.loadPoint, words),
    scenario: b.suite.scenario,
    strategy: b.suite.strategy,
    endpoint: b.endpoint,
    warmup: b.warmup,
    measured: b.measured,
    durationMs: b.durationMs,
  }));
  if (io.json) {
    const document = {
      schema: 'steelyard.dry-run/1',
      plan: plan.name,
      scheduleHash: schedule.hash,
      estimate,
      blocks,
    };
    io.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  io.out(`plan ${plan.name}, schedule ${schedule.hash.slice(0, 16)}, nothing was sent\n`);
  for (const b of blocks.slice(0, SHOWN_BLOCKS)) {
    const size = b.measured === undefined ? duration(b.durationMs ?? 0) : `${b.measured} task runs`;
    io.out(
      `  block ${b.block}  ${b.loadPoint}  ${b.scenario}/${b.strategy}  ${b.endpoint}  ${b.warmup} warm-up, ${size}\n`,
    );
  }
  if (blocks.length > SHOWN_BLOCKS) io.out(`  ... ${blocks.length - SHOWN_BLOCKS} more blocks\n`);
  io.out(
    `expected: ${whole(estimate.requests)} requests, up to ${whole(estimate.tokens)} tokens (prompts estimated, outputs at their limit)` +
      `${estimate.seconds === undefined ? '; its time hangs on how fast the boxes answer' : `, about ${duration(estimate.seconds * 1000)}`}\n`,
  );
  for (const w of estimate.warnings) io.out(`note: ${w}\n`);
}
