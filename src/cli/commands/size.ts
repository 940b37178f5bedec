import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../base/index.ts';
import { readSpecText } from '../../edge/files/index.ts';
import { renderTerminal, sizingDocument } from '../../report/index.ts';
import {
  type Calibration,
  calibrationSchema,
  diffRecommendations,
  recommend,
} from '../../sizing/index.ts';
import { parseNeed, parsePriceBook } from '../../spec/index.ts';
import { exitCode } from '../exit-code.ts';
import { reportProblems } from '../fault.ts';
import { type CommandDefinition, textArgument, textOption } from './command.ts';

/** `steelyard size <need.yaml>`. */
export const sizeCommand: CommandDefinition = {
  name: 'size',
  summary:
    'recommend model, precision, hardware and engine, with cost, before and after calibration',
  examples: [
    'steelyard size need.yaml',
    'steelyard size need.yaml --calibration calibration.json --lang zh',
  ],
  declare(command) {
    command
      .argument('<need.yaml>', 'what the buyer needs')
      .option('--calibration <file>', 'calibration.json of `steelyard calibrate`')
      .option('--prices <file>', "price book; default: the guide's prices");
  },
  async run(context) {
    const { io } = context;
    const file = textArgument(context, 0);
    const text = await readSpecText(file);
    const need = text.ok ? parseNeed(text.value.text, file) : text;
    const calibrationFile = textOption(context, 'calibration');
    const pricesFile = textOption(context, 'prices');
    const calibration =
      calibrationFile === undefined ? ok(undefined) : readCalibration(calibrationFile);
    const pricesText = pricesFile === undefined ? undefined : await readSpecText(pricesFile);
    const prices =
      pricesText === undefined
        ? ok(undefined)
        : pricesText.ok
          ? parsePriceBook(pricesText.value.text, pricesFile ?? '')
          : pricesText;
    const problems = [need, calibration, prices].flatMap((r) => (r.ok ? [] : r.problems));
    if (!need.ok || !calibration.ok || !prices.ok) return reportProblems(io, problems);
    const book = prices.value === undefined ? {} : { priceBook: prices.value };
    const before = recommend(need.value, book);
    const after =
      calibration.value === undefined
        ? before
        : recommend(need.value, { ...book, calibration: calibration.value });
    const diff = calibration.value === undefined ? undefined : diffRecommendations(before, after);
    if (io.json) {
      io.out(`${JSON.stringify(diff === undefined ? after : { ...after, diff }, null, 2)}\n`);
    } else io.out(renderTerminal(sizingDocument(after, io.lang, diff), io.columns));
    return exitCode.done;
  },
};

/** A calibration file, checked against its schema. */
export function readCalibration(file: string): Result<Calibration> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const hint = error instanceof Error ? error.message : String(error);
    return fail({ file, expected: 'calibration.json as written by `steelyard calibrate`', hint });
  }
  const parsed = calibrationSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  return {
    ok: false,
    problems: parsed.error.issues.map((issue) => ({
      file: basename(file),
      path: issue.path.map(String).join('.'),
      expected: issue.message,
      hint: 'write it again by `steelyard calibrate`',
    })),
  };
}
