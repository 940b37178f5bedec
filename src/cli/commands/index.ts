import { bakeoffCommand } from './bakeoff.ts';
import type { CommandDefinition } from './command.ts';
import { gradeCommand } from './grade.ts';
import { mockCommand } from './mock.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';

/** Every command of the program, in the order of its help. */
export const commands: readonly CommandDefinition[] = [
  runCommand,
  gradeCommand,
  bakeoffCommand,
  reportCommand,
  mockCommand,
];
