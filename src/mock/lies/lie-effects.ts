import type { MockLie } from '../../spec/index.ts';

/** What a lie looks at when a request comes. */
export interface LieMoment {
  readonly running: number;
  readonly userAgent: string;
  /** Suite of the question, where a key knows it. */
  readonly suite: string | undefined;
  readonly promptTokens: number;
  /** Uniform in 0..1, of this request. */
  readonly dice: number;
  readonly waiting: number;
}

/** What the lies together do to one request. */
export interface LieEffects {
  /** Added to the accuracy. */
  readonly accuracyShift: number;
  /** Tokens put before the prompt and counted. */
  readonly hiddenPromptTokens: number;
  /** Whole generations that run, unseen, before the one that is shown. */
  readonly unseenAttempts: number;
  /** Prompt tokens that are left after a silent cut; absent where nothing is cut. */
  readonly keptPromptTokens?: number;
  /** Share of the answer that is given. */
  readonly keep: number;
  /** Added before the scheduler. */
  readonly delayMs: number;
  readonly priority: number;
  readonly acceptance?: number;
  /** The request is not served at all. */
  readonly hidden?: 'empty' | 'reject';
}

const none: LieEffects = {
  accuracyShift: 0,
  hiddenPromptTokens: 0,
  unseenAttempts: 0,
  keep: 1,
  delayMs: 0,
  priority: 0,
};

/** Folds the lies of a box over one request. */
export function lieEffects(lies: readonly MockLie[], moment: LieMoment): LieEffects {
  return lies.reduce((so, lie) => merge(so, effectOf(lie, moment)), none);
}

function effectOf(lie: MockLie, moment: LieMoment): Partial<LieEffects> {
  switch (lie.kind) {
    case 'silent-quantisation':
    case 'model-substitution':
    case 'patched-engine':
      return { accuracyShift: -lie.accuracyLoss };
    case 'load-downgrade':
      return moment.running > lie.aboveRunning ? { accuracyShift: -lie.accuracyLoss } : {};
    case 'shortened-output':
      return { keep: lie.keep };
    case 'flattered-speculation':
      return { acceptance: moment.suite === undefined ? lie.easy : lie.real };
    case 'benchmark-detection':
      return isDetected(lie, moment) ? { accuracyShift: lie.accuracyGain, priority: -1 } : {};
    case 'context-lie': {
      if (!lie.silent || moment.promptTokens <= lie.usable) return {};
      // What was cut cannot be known any more: the chance to be right shrinks with what is left.
      const lost = 1 - lie.usable / moment.promptTokens;
      return { keptPromptTokens: lie.usable, accuracyShift: -lost };
    }
    case 'hidden-proxy':
      return { delayMs: lie.floorMs };
    case 'hidden-failures': {
      if (moment.waiting < lie.aboveWaiting || moment.dice >= lie.rate) return {};
      return lie.as === 'silent-retry' ? { unseenAttempts: 1 } : { hidden: lie.as };
    }
    case 'hidden-layer':
      return {
        hiddenPromptTokens: lie.promptTokens,
        unseenAttempts: lie.attempts - 1,
        accuracyShift: lie.accuracyGain,
      };
    case 'prefix-cache-replay':
    case 'response-cache':
    case 'token-games':
    case 'show-room':
      return {};
  }
}

type BenchmarkDetection = Extract<MockLie, { kind: 'benchmark-detection' }>;

/** Known traffic: by its user agent, or by a question of the memorised suites. */
function isDetected(lie: BenchmarkDetection, moment: LieMoment): boolean {
  if (lie.by === 'user-agent') {
    return moment.userAgent.toLowerCase().includes(lie.userAgent.toLowerCase());
  }
  return moment.suite !== undefined && (lie.suites?.includes(moment.suite) ?? true);
}

const merge = (a: LieEffects, b: Partial<LieEffects>): LieEffects => ({
  ...a,
  ...b,
  accuracyShift: a.accuracyShift + (b.accuracyShift ?? 0),
  hiddenPromptTokens: a.hiddenPromptTokens + (b.hiddenPromptTokens ?? 0),
  unseenAttempts: a.unseenAttempts + (b.unseenAttempts ?? 0),
  keep: a.keep * (b.keep ?? 1),
  delayMs: a.delayMs + (b.delayMs ?? 0),
  priority: a.priority + (b.priority ?? 0),
});
