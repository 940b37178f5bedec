import type { Payload } from '../extraction/declared-answers.ts';
import { plainText } from '../extraction/plain-text.ts';
import { numberText } from '../numbers/number-text.ts';
import { onlyMention } from '../numbers/parse-number.ts';
import type { NumberMention } from '../numbers/scan-numbers.ts';
import { readScaledUnit, type Unit } from '../units.ts';
import { answerValue, isJsonArray } from './answer-value.ts';
import type { GradeContext } from './grader.ts';

/** A figure as answered. */
export interface Figure {
  readonly shown: string;
  readonly value: number;
  readonly unit?: Unit;
  /** A bare number in the declared JSON form, whose unit the form itself fixes. */
  readonly byForm: boolean;
  /** Scale words were written (1.2亿), so that the value is complete. */
  readonly scaled: boolean;
  readonly fallWord?: string;
  readonly repairs: readonly string[];
}

/** The one figure of a declared answer; undefined where there is none or several. */
export function readFigure(payload: Payload, context: GradeContext): Figure | undefined {
  const inner = answerValue(payload);
  if (inner === undefined) return undefined;
  if (inner.kind === 'text') return figureInText(inner.text, false, context);
  const value = isJsonArray(inner.value) && inner.value.length === 1 ? inner.value[0] : inner.value;
  const unit = inner.unit === undefined ? undefined : readScaledUnit(inner.unit);
  const figure =
    typeof value === 'number' && Number.isFinite(value)
      ? { shown: String(value), value, byForm: true, scaled: false, repairs: [] }
      : typeof value === 'string'
        ? figureInText(value, true, context)
        : undefined;
  if (figure === undefined || unit === undefined || figure.unit !== undefined) return figure;
  return {
    ...figure,
    value: figure.value * unit.scale,
    shown: `${figure.shown} ${inner.unit}`,
    byForm: false,
    ...(unit.unit === undefined ? {} : { unit: unit.unit }),
  };
}

function figureInText(text: string, inForm: boolean, context: GradeContext): Figure | undefined {
  if (text.length > 2000) return undefined;
  const plain = plainText(text);
  for (const part of [plain, firstClause(plain)]) {
    const mention = onlyMention(part);
    if (!('kind' in mention)) return figureOf(mention, inForm);
  }
  const mention = onlyMention(plain, context.question);
  return 'kind' in mention ? undefined : figureOf(mention, inForm);
}

const firstClause = (text: string): string =>
  /^[^，。；;\n]*?(?=[，。；;\n]|, |\. |$)/.exec(text)?.[0] ?? text;

/** The figure of a text that is one figure and nothing else. */
export function wholeFigure(text: string): Figure | undefined {
  if (text.length > 100) return undefined;
  const plain = plainText(text);
  const mention = onlyMention(plain);
  if ('kind' in mention || mention.raw.length < numberText(plain).length) return undefined;
  return figureOf(mention, false);
}

/** A mention as a figure; `inForm` where it stands in the declared JSON form. */
export function figureOf(mention: NumberMention, inForm: boolean): Figure {
  const { unit, fallWord, hedge } = mention;
  return {
    shown: mention.raw,
    value: mention.value,
    byForm: inForm && unit === undefined,
    scaled: /[万亿兆千百kKMBmb]|thousand|illion/.test(mention.raw),
    repairs: hedge === undefined ? [] : [`hedge-${hedge}`],
    ...(unit === undefined ? {} : { unit }),
    ...(fallWord === undefined ? {} : { fallWord }),
  };
}
