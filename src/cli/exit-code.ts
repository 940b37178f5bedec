/** How a command ended; see README. Where several apply: 2, 3, 130, 1, then 4, 5, 6. */
export const exitCode = {
  done: 0,
  defect: 1,
  usage: 2,
  noEndpoint: 3,
  notValid: 4,
  gateFailed: 5,
  notProven: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const precedence: readonly ExitCode[] = [2, 3, 130, 1, 4, 5, 6];

/** The one code for several reasons to end. */
export const worstExit = (codes: readonly ExitCode[]): ExitCode =>
  precedence.find((code) => codes.includes(code)) ?? exitCode.done;
