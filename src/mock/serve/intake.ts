import type { RandomSource } from '../../base/index.ts';
import type { BoxSettings } from '../box/index.ts';
import type { ChatCall, Dialect } from '../dialects/index.ts';
import { type LieEffects, lieEffects } from '../lies/index.ts';
import {
  type answerer,
  type FoundTask,
  filler,
  type KeyIndex,
  scanText,
} from '../quality/index.ts';
import { type OutputPlan, outputPlan, toolPlan } from './output-plan.ts';

/** A call as the engine will see it, with what was decided about its answer. */
export interface Intake {
  readonly promptTokens: number;
  readonly blockKeys: readonly number[];
  readonly effects: LieEffects;
  readonly found: FoundTask | undefined;
  /** Message contents, joined by line ends. */
  readonly prompt: string;
}

export interface IntakeMoment {
  readonly ordinal: number;
  readonly running: number;
  readonly waiting: number;
  readonly hours: number;
  readonly userAgent: string;
}

/** Counts the prompt, finds its task, and folds the lies over it. */
export function intake(
  call: ChatCall,
  settings: BoxSettings,
  dialect: Dialect,
  keys: KeyIndex,
  moment: IntakeMoment,
  source: RandomSource,
): Intake {
  const prompt = call.messages.map((message) => message.content).join('\n');
  const found = keys.find(prompt);
  const template = dialect.template(call);
  const { blockSize, cacheAnywhere } = settings.engine;
  const plain = scanText(template, blockSize, !cacheAnywhere);
  const effects = lieEffects(settings.lies, {
    running: moment.running,
    waiting: moment.waiting,
    userAgent: moment.userAgent,
    suite: found?.task.suite,
    promptTokens: plain.tokens,
    dice: source.stream(`lies/${moment.ordinal}`).uniform(),
  });
  const scanned =
    effects.hiddenPromptTokens === 0
      ? plain
      : scanText(filler(effects.hiddenPromptTokens) + template, blockSize, !cacheAnywhere);
  const kept = effects.keptPromptTokens;
  return {
    promptTokens: kept ?? scanned.tokens,
    // A prompt without its head begins elsewhere: nothing of it is known.
    blockKeys: kept === undefined ? scanned.blockKeys : [],
    effects,
    found,
    prompt,
  };
}

/** Decides the answer of a call that was admitted, and what the log may know of it. */
export function planOf(
  call: ChatCall,
  taken: Intake,
  maxTokens: number,
  answer: ReturnType<typeof answerer>,
  dialect: Dialect,
  settings: BoxSettings,
  moment: IntakeMoment,
): { readonly plan: OutputPlan; readonly task?: string; readonly correct?: boolean } {
  const tool = call.tools.find((offered) => offered.callable);
  const begun = call.messages.some((message) => message.role === 'tool');
  if (tool !== undefined && !begun)
    return { plan: toolPlan(tool.name, moment.ordinal, settings.id) };
  const { text, reasoning, task, correct } = answer({
    prompt: taken.prompt,
    found: taken.found,
    ordinal: moment.ordinal,
    maxTokens,
    running: moment.running,
    hours: moment.hours,
    accuracyShift: taken.effects.accuracyShift,
  });
  const plan = outputPlan(
    { text, reasoning },
    call,
    maxTokens,
    dialect.countsEndToken,
    taken.effects.keep,
  );
  return {
    plan,
    ...(task === undefined ? {} : { task }),
    ...(correct === undefined ? {} : { correct }),
  };
}
