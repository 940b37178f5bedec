import { join } from 'node:path';
import { destination, pino } from 'pino';
import { formatProblem, type Problem } from '../../base/index.ts';
import type { DriveEnd } from '../../load/index.ts';
import type { EndpointIdentity } from '../../record/index.ts';

/** run.log of a run directory: what happened to the run as a whole, one JSON object a line. */
export interface RunLog {
  /** `recorded`: task runs that an earlier segment left; 0 for a fresh run. */
  started(runId: string, identities: readonly EndpointIdentity[], recorded: number): void;
  /** A sentence that the user was told, such as an interrupt. */
  said(text: string): void;
  problem(problem: Problem): void;
  ended(end: DriveEnd): void;
  close(): void;
}

/** What a disk that refuses run.log says about it; the run goes on, for its records matter more. */
export type OnLogFailure = (message: string) => void;

/**
 * Opens run.log to append. Lines are few and written at once, so that a killed run has its last one;
 * they hold ids, counts and causes, and neither prompts, answers, headers nor keys. `verbose` adds
 * what each endpoint said of itself.
 */
export function openRunLog(directory: string, verbose: boolean, onFailure: OnLogFailure): RunLog {
  const file = logFile(join(directory, 'run.log'), onFailure);
  const log = pino(
    {
      base: null,
      enabled: file !== undefined,
      level: verbose ? 'debug' : 'info',
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    file ?? { write: () => undefined },
  );
  return {
    started(runId, identities, recorded) {
      for (const identity of identities) {
        const { endpoint, preflight } = identity;
        if (preflight.kind === 'ok') log.info({ endpoint }, 'preflight ok');
        else log.warn({ endpoint, cause: preflight.cause }, 'preflight failed, endpoint skipped');
        log.debug(identity, 'endpoint identity');
      }
      log.info({ runId, recorded }, recorded > 0 ? 'run resumed' : 'run started');
    },
    said: (text) => log.warn(text.trim()),
    problem: (problem) => log.error({ path: problem.path }, formatProblem(problem)),
    ended: (end) => log.info(end, 'segment ended'),
    close: () => file?.end(),
  };
}

type LogFile = ReturnType<typeof destination>;

/** Absent where it cannot be opened; what is appended later fails through the same callback. */
function logFile(path: string, onFailure: OnLogFailure): LogFile | undefined {
  const failed = (error: unknown): void =>
    onFailure(`run.log: ${error instanceof Error ? error.message : String(error)}\n`);
  try {
    const file = destination({ dest: path, append: true, sync: true });
    file.on('error', failed);
    return file;
  } catch (error) {
    failed(error);
    return undefined;
  }
}
