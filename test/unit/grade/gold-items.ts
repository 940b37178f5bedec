import { readFileSync } from 'node:fs';
import type { GoldItem } from './answer-shapes.ts';

interface RawItem {
  readonly id: string;
  readonly question: string;
  readonly type?: string;
  readonly scale?: string;
  readonly answer: readonly (string | number)[];
  readonly below?: string;
  readonly beside?: string;
}

const read = (path: string): readonly RawItem[] =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), 'utf8'));

const figure = (text: string): number | undefined => {
  const digits = text
    .trim()
    .replace(/[$,\s]/g, '')
    .replace(/^\((.*)\)$/, '-$1');
  return /^-?\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : undefined;
};

const cells = ({ below, beside }: RawItem) => ({
  ...(below === undefined ? {} : { below }),
  ...(beside === undefined ? {} : { beside }),
});

/** WikiTableQuestions: lists as sets, plain figures as numbers, the rest as text. */
export const wikiItems = (): readonly GoldItem[] =>
  read('wikitablequestions/answers.json').map((item): GoldItem => {
    const values = item.answer.map(String);
    const base = { id: item.id, question: item.question, ...cells(item) };
    const only = values[0] ?? '';
    if (values.length > 1) return { ...base, answer: { kind: 'set', value: [...new Set(values)] } };
    const value = figure(only);
    return value === undefined
      ? { ...base, answer: { kind: 'text', value: only } }
      : { ...base, answer: { kind: 'number', value } };
  });

/** TAT-QA: the scale is the unit, percent its own kind, spans text, several spans a ranking ("respectively"). */
export const tatItems = (): readonly GoldItem[] =>
  read('tatqa/answers.json').flatMap((item): GoldItem[] => {
    const values = item.answer.map((v) => String(v).trim()).filter((v) => v !== '');
    const base = { id: item.id, question: item.question, ...cells(item) };
    const only = values[0];
    if (only === undefined) return [];
    if (values.length > 1) {
      const unique = [...new Set(values)];
      if (unique.length < 2) return [];
      return [{ ...base, answer: { kind: 'ranking', value: unique } }];
    }
    const value = figure(only);
    if (value === undefined) return [{ ...base, answer: { kind: 'text', value: only } }];
    if (item.scale === 'percent') return [{ ...base, answer: { kind: 'percent', value } }];
    const unit = item.scale === '' || item.scale === undefined ? {} : { unit: item.scale };
    return [{ ...base, answer: { kind: 'number', value, ...unit } }];
  });
