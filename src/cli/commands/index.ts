import { aaCommand } from './aa.ts';
import { abCommand } from './ab.ts';
import { bakeoffCommand } from './bakeoff.ts';
import { baselineCommand } from './baseline.ts';
import { calibrateCommand } from './calibrate.ts';
import { checkCommand } from './check.ts';
import type { CommandDefinition } from './command.ts';
import { demoCommand } from './demo.ts';
import { fitCommand } from './fit.ts';
import { floorCommand } from './floor.ts';
import { gradeCommand } from './grade.ts';
import { guideCommand } from './guide.ts';
import { init } from './init.ts';
import { lensCommand } from './lens.ts';
import { mockCommand } from './mock.ts';
import { planSizeCommand } from './plan-size.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { sizeCommand } from './size.ts';
import { validate } from './validate.ts';

/** Every command of the program, in the order of its help. */
export const commands: readonly CommandDefinition[] = [
  demoCommand,
  init,
  validate,
  mockCommand,
  runCommand,
  gradeCommand,
  bakeoffCommand,
  abCommand,
  checkCommand,
  aaCommand,
  baselineCommand,
  reportCommand,
  planSizeCommand,
  lensCommand,
  floorCommand,
  calibrateCommand,
  sizeCommand,
  fitCommand,
  guideCommand,
];
