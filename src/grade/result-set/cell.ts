import type { SqlValue } from '../../base/index.ts';
import { normaliseWidth } from '../numbers/normalise.ts';
import { type ColumnType, chosen, type ResultSetOptions } from './options.ts';

/** What counts as equal in one gold column. */
export interface ColumnRule {
  readonly type?: ColumnType;
  readonly lenient: boolean;
  readonly trim: boolean;
  readonly casefold: boolean;
  readonly width: boolean;
  readonly round?: number;
  readonly absTol: number;
  readonly relTol: number;
}

/** A cell ready for comparison: equal keys are equal cells; `num` where a tolerance may apply. */
export interface Cell {
  readonly key: string;
  readonly num?: number;
  /** Integers are compared exactly, whatever their size. */
  readonly integral: boolean;
}

/** The rule of a gold column, from the options and from what the gold's own cells are. */
export function columnRule(
  name: string,
  goldValues: readonly SqlValue[],
  options: ResultSetOptions,
): ColumnRule {
  const declared = options.types?.[name];
  const present = goldValues.filter((v) => v !== null);
  const booleans = present.length > 0 && present.every((v) => typeof v === 'boolean');
  const type = declared ?? (booleans ? 'boolean' : undefined);
  const round = typeof options.round === 'number' ? options.round : options.round?.[name];
  return {
    ...(type === undefined ? {} : { type }),
    lenient: chosen(options.lenientType, name) || declared === 'number',
    trim: chosen(options.trim, name),
    casefold: chosen(options.casefold, name),
    width: chosen(options.width, name),
    ...(round === undefined ? {} : { round }),
    absTol: Math.max(1e-9, options.absTol ?? 0),
    relTol: Math.max(1e-6, options.relTol ?? 0),
  };
}

/** Beyond this a double no longer tells neighbouring integers apart; engines give bigint there. */
const exactInteger = 2 ** 53;
const plainNumber = /^[+-]?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?$/;

export function toCell(value: SqlValue, rule: ColumnRule): Cell {
  if (value === null) return { key: 'null', integral: false };
  if (rule.type === 'boolean') {
    const truth = truthOf(value);
    if (truth !== undefined) return { key: `b:${truth}`, integral: false };
  }
  if (typeof value === 'boolean') return { key: `b:${value}`, integral: false };
  if (typeof value === 'bigint') return { key: `i:${value}`, num: Number(value), integral: true };
  if (typeof value === 'number') return numberCell(value);
  let text = value.normalize('NFC');
  if (rule.width) text = normaliseWidth(text);
  if (rule.trim) text = text.trim();
  if (rule.casefold) text = text.toLowerCase();
  if (rule.type === 'date') text = dateText(text);
  if (rule.lenient && plainNumber.test(text)) {
    return text.includes('.') ? numberCell(Number(text)) : toCell(BigInt(text), rule);
  }
  return { key: `t:${text}`, integral: false };
}

function numberCell(value: number): Cell {
  if (Number.isInteger(value) && Math.abs(value) <= exactInteger)
    return { key: `i:${value === 0 ? 0 : value}`, num: value, integral: true };
  if (!Number.isFinite(value)) return { key: `r:${value}`, integral: false };
  return { key: `r:${value}`, num: value, integral: false };
}

function truthOf(value: NonNullable<SqlValue>): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = String(value).toLowerCase();
  if (word === '1' || word === 'true') return true;
  return word === '0' || word === 'false' ? false : undefined;
}

const isoDate =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(?:Z|\+00(?::?00)?)?$/;

/** 2024-01-05, 2024-01-05 00:00:00 and 2024-01-05T00:00:00 are the same day. */
function dateText(text: string): string {
  const match = isoDate.exec(text.trim());
  if (match === null) return text;
  const [, day, minutes = '00:00', seconds = '00', fraction = ''] = match;
  const rest = fraction.replace(/0+$/, '');
  const time = `${minutes}:${seconds}${rest === '' ? '' : `.${rest}`}`;
  return time === '00:00:00' ? `${day}` : `${day} ${time}`;
}

/** Whether a gold and a predicted cell are equal under the gold column's rule (R8 to R11). */
export function cellsEqual(gold: Cell, predicted: Cell, rule: ColumnRule): boolean {
  if (gold.key === predicted.key) return true;
  if (gold.num === undefined || predicted.num === undefined) return false;
  if (gold.integral && predicted.integral) return false;
  return realsEqual(gold.num, predicted.num, rule);
}

export function realsEqual(gold: number, predicted: number, rule: ColumnRule): boolean {
  const distance = Math.abs(gold - predicted);
  const size = Math.max(Math.abs(gold), Math.abs(predicted));
  if (distance <= Math.max(rule.absTol, rule.relTol * size)) return true;
  return rule.round !== undefined && distance <= 0.5 * 10 ** -rule.round + 1e-9 * Math.max(1, size);
}
