import type { MockLie } from '../../spec/index.ts';

/** What the pace of a box depends on, beside its law. */
export interface PaceMoment {
  readonly running: number;
  readonly elapsedS: number;
  /** Whether a request is running that the box takes for a benchmark. */
  readonly watched: boolean;
}

/** The factor on step times: a smaller model under load, throttling after the show, haste when watched. */
export function paceOf(lies: readonly MockLie[], moment: PaceMoment): number {
  let factor = 1;
  for (const lie of lies) {
    if (lie.kind === 'load-downgrade' && moment.running > lie.aboveRunning) factor /= lie.speedUp;
    if (lie.kind === 'show-room' && moment.elapsedS >= lie.forS) factor *= lie.slowDown;
    if (lie.kind === 'benchmark-detection' && moment.watched) factor /= lie.speedUp;
  }
  return factor;
}
