import { writeAtomic } from '../../edge/files/index.ts';
import { floorDocument, renderTerminal } from '../../report/index.ts';
import { exitCode } from '../exit-code.ts';
import { reportFailure } from '../fault.ts';
import { measureFloor } from '../floor/measure-floor.ts';
import { type CommandDefinition, numberOption, textOption } from './command.ts';
import { numberWithin, wholeNumber } from './option-parsers.ts';

const defaults = { streams: 64, ratePerS: 50, seconds: 12 };

/** `steelyard floor`. */
export const floorCommand: CommandDefinition = {
  name: 'floor',
  summary:
    'measure the instrument itself: the smallest latency this machine can see, idle and loaded',
  examples: [
    'steelyard floor',
    'steelyard floor --streams 256 --rate 50 --out floor.json',
    'steelyard run plan.yaml --floor floor.json',
  ],
  declare(command) {
    command
      .option(
        '--rate <n>',
        `events per second of each stream; ${defaults.ratePerS} unless told`,
        numberWithin(1, 10_000),
      )
      .option('--streams <n>', `answers at a time; ${defaults.streams} unless told`, wholeNumber(1))
      .option(
        '--seconds <n>',
        `for both halves together; ${defaults.seconds} unless told`,
        numberWithin(1, 3600),
      )
      .option('--out <file>', 'keep the result, for run --floor');
  },
  async run(context) {
    const { io } = context;
    const request = {
      streams: numberOption(context, 'streams') ?? defaults.streams,
      ratePerS: numberOption(context, 'rate') ?? defaults.ratePerS,
      seconds: numberOption(context, 'seconds') ?? defaults.seconds,
    };
    const out = textOption(context, 'out');
    if (!io.quiet) io.err(`measuring the instrument itself for ${request.seconds} s\n`);
    let floor: Awaited<ReturnType<typeof measureFloor>>;
    try {
      floor = await measureFloor(request);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return reportFailure(io, exitCode.noEndpoint, why);
    }
    const text = `${JSON.stringify(floor, null, 2)}\n`;
    if (out !== undefined) writeAtomic(out, text);
    if (io.json) io.out(text);
    else {
      io.out(renderTerminal(floorDocument(floor, io.lang), io.columns));
      if (out !== undefined) io.out(`\n${out}\n`);
    }
    return exitCode.done;
  },
};
