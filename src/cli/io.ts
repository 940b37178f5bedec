import { paintMarks } from './paint-marks.ts';

/** Where a command writes and how; results go to `out`, everything else to `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** True where `err` is a terminal that can move its cursor. */
  readonly terminal: boolean;
  readonly columns: number;
  /** True where `out` shows colour: a terminal, and the user has not said NO_COLOR. */
  readonly color: boolean;
  readonly lang: 'en' | 'zh';
  /** Absent where the user did not say: a run directory's own language then rules. */
  readonly langGiven: 'en' | 'zh' | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** The options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly lang?: 'en' | 'zh';
  readonly verbose?: boolean;
}

/** The process's own streams under the common options. */
export function processIo(options: CommonOptions): Io {
  const { stdout, stderr, env } = process;
  const terminal = stderr.isTTY === true && env['TERM'] !== 'dumb' && env['CI'] === undefined;
  const color =
    options.json !== true &&
    stdout.isTTY === true &&
    env['TERM'] !== 'dumb' &&
    (env['NO_COLOR'] ?? '') === '';
  return {
    out: (text) => void stdout.write(color ? paintMarks(text) : text),
    err: (text) => void stderr.write(text),
    terminal,
    columns: stderr.columns ?? 100,
    color,
    lang: options.lang ?? 'en',
    langGiven: options.lang,
    json: options.json === true,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
  };
}
