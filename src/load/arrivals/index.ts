import type { LoadPoint } from '../../spec/index.ts';
import type { ArrivalInput } from './arrival-process.ts';
import { bursts } from './bursts.ts';
import { closed } from './closed.ts';
import { constant } from './constant.ts';
import { gamma } from './gamma.ts';
import { poisson } from './poisson.ts';
import { ramp } from './ramp.ts';
import { sessions } from './sessions.ts';
import { trace } from './trace/replay.ts';

/** One arrival process per kind of load point. */
export const arrivals = {
  closed,
  constant,
  poisson,
  gamma,
  ramp,
  bursts,
  trace,
  sessions,
} as const;

/** Due times of an open load point (see `OpenProcess.dueTimes`); undefined for the closed loop. */
export function dueTimesOf(input: ArrivalInput<LoadPoint>): Iterable<number> | undefined {
  const { point } = input;
  switch (point.kind) {
    case 'closed':
      return undefined;
    case 'constant':
    case 'poisson':
      return arrivals[point.kind].dueTimes({ ...input, point });
    case 'gamma':
      return gamma.dueTimes({ ...input, point });
    case 'ramp':
      return ramp.dueTimes({ ...input, point });
    case 'bursts':
      return bursts.dueTimes({ ...input, point });
    case 'trace':
      return trace.dueTimes({ ...input, point });
    case 'sessions':
      return sessions.dueTimes({ ...input, point });
  }
}
