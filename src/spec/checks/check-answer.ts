import type { DataPath, Finding } from '../parse/finding.ts';
import { shown } from '../parse/shown.ts';
import { duplicatesIn } from './duplicates.ts';
import { listOf, memberOf, numberOf, textOf } from './loose.ts';

/** A golden answer that no answer, or every answer, could match. */
export function checkAnswer(answer: unknown, path: DataPath): Finding[] {
  const value = memberOf(answer, 'value');
  const here = [...path, 'value'];
  switch (memberOf(answer, 'kind')) {
    case 'choice':
      return choice(answer, path);
    case 'ranking': {
      const top = numberOf(memberOf(answer, 'top'));
      const places = listOf(value).length;
      const tooMany = top !== undefined && Array.isArray(value) && top > places;
      return [
        ...duplicatesIn(here, listOf(value), 'place'),
        ...(tooMany
          ? [
              {
                path: [...path, 'top'],
                expected: `at most the ${places} places of value`,
                seen: String(top),
              },
            ]
          : []),
      ];
    }
    case 'set':
      return duplicatesIn(here, listOf(value), 'member');
    case 'table':
      return table(answer, path);
    case 'date':
      return isCalendarDate(value)
        ? []
        : [{ path: here, expected: 'a day of the calendar as YYYY-MM-DD', seen: shown(value) }];
    case 'spans':
      return listOf(value).flatMap((span, i): Finding[] => {
        const [from, to] = [numberOf(memberOf(span, 'from')), numberOf(memberOf(span, 'to'))];
        return from === undefined || to === undefined || from < to
          ? []
          : [
              {
                path: [...here, i, 'to'],
                expected: `a position after from (${from})`,
                seen: String(to),
              },
            ];
      });
    case 'constraints':
      return listOf(value).flatMap((constraint, i) => range(constraint, [...here, i]));
    default:
      return [];
  }
}

function choice(answer: unknown, path: DataPath): Finding[] {
  const value = textOf(memberOf(answer, 'value'));
  const of = listOf(memberOf(answer, 'of'));
  const repeated = duplicatesIn([...path, 'of'], of, 'choice');
  if (value === undefined || of.length === 0 || of.includes(value)) return repeated;
  return [
    ...repeated,
    {
      path: [...path, 'value'],
      expected: `one of the choices in of: ${of.join(', ').slice(0, 120)}`,
      seen: shown(value),
    },
  ];
}

function table(answer: unknown, path: DataPath): Finding[] {
  const columns = listOf(memberOf(answer, 'columns'));
  const uneven = listOf(memberOf(answer, 'rows')).flatMap((row, i): Finding[] =>
    !Array.isArray(row) || columns.length === 0 || row.length === columns.length
      ? []
      : [
          {
            path: [...path, 'rows', i],
            expected: `${columns.length} cells, one a column`,
            seen: String(row.length),
          },
        ],
  );
  const keys = listOf(memberOf(answer, 'key')).flatMap((key, i): Finding[] =>
    columns.includes(key)
      ? []
      : [
          {
            path: [...path, 'key', i],
            expected: `a column: ${columns.join(', ')}`,
            seen: shown(key),
          },
        ],
  );
  return [...duplicatesIn([...path, 'columns'], columns, 'column'), ...uneven, ...keys];
}

function range(constraint: unknown, path: DataPath): Finding[] {
  const kind = memberOf(constraint, 'kind');
  if (kind !== 'length' && kind !== 'lines') return [];
  const [min, max] = [memberOf(constraint, 'min'), memberOf(constraint, 'max')];
  if (min === undefined && max === undefined) {
    return [{ path, expected: 'min, max or both', seen: 'neither' }];
  }
  const [least, most] = [numberOf(min), numberOf(max)];
  return least === undefined || most === undefined || least <= most
    ? []
    : [{ path: [...path, 'max'], expected: `at least min (${least})`, seen: String(most) }];
}

/** Without the Date of the host: the months' lengths, and leap years by the Gregorian rule. */
function isCalendarDate(value: unknown): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(textOf(value) ?? '');
  // Another shape is the schema's to refuse.
  if (parts === null) return true;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}
