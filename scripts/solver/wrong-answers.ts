/** Plausible wrong answers for the mock fleet's answer keys: neighbours, slips of unit or order, mutants. */
import type { Answer } from '../../src/spec/index.ts';

/** Wrong neighbours of a golden answer; `names` are other things that could have been named. */
export function wrongNeighbours(answer: Answer, names: readonly string[]): Answer[] {
  switch (answer.kind) {
    case 'month': {
      const [year = '', m = ''] = answer.value.split('-');
      const shift = (by: number): string =>
        `${year}-${String(((Number(m) - 1 + by + 12) % 12) + 1).padStart(2, '0')}`;
      return [1, -1, 3].map((by) => ({ ...answer, value: shift(by) }));
    }
    case 'number': {
      const digits = answer.round ?? 1;
      const at = (value: number): Answer => ({ ...answer, value: Number(value.toFixed(digits)) });
      return digits === 0
        ? [at(answer.value + 1), at(Math.max(0, answer.value - 1) || answer.value + 2)]
        : [at(answer.value * 1.1 + 0.1), at(answer.value * 10), at(answer.value * 0.93 - 0.2)];
    }
    case 'percent': {
      const at = (value: number): Answer => ({ ...answer, value: Number(value.toFixed(1)) });
      // Near -0.2 the slip of sign comes back to the right answer: it is then moved further off.
      const flipped = -answer.value - 0.4;
      const apart = Math.abs(flipped - answer.value) > 0.3 ? flipped : flipped - 0.5;
      return [at(answer.value + 1.3), at(apart), at(answer.value * 0.9 - 0.7)];
    }
    case 'choice':
      return answer.of
        .filter((c) => c !== answer.value)
        .slice(0, 3)
        .map((value) => ({ ...answer, value }));
    case 'text':
      return names
        .filter((n) => n !== answer.value)
        .slice(0, 3)
        .map((value) => ({ ...answer, value }));
    case 'ranking': {
      const [a = '', b = '', ...rest] = answer.value;
      return [
        { ...answer, value: [b, a, ...rest] },
        { ...answer, value: [...answer.value].reverse() },
      ];
    }
    case 'set': {
      const more = names.find((n) => !answer.value.includes(n));
      return [
        ...(answer.value.length > 1 ? [{ ...answer, value: answer.value.slice(1) }] : []),
        ...(more === undefined ? [] : [{ ...answer, value: [...answer.value, more] }]),
      ];
    }
    default:
      throw new Error(`no wrong answers for ${answer.kind}`);
  }
}

const operators: readonly (readonly [RegExp, string])[] = [
  [/'2024-01-01'/g, "'2023-01-01'"],
  [/ AND f\.sale_date < (DATE )?'\d{4}-01-01'/, ''],
  [/\bSUM\(f\.amount\)/, 'AVG(f.amount)'],
  [/\bSUM\(f\.amount\)/g, 'SUM(f.cost)'],
  [/\bSUM\(f\.quantity\)/, 'COUNT(*)'],
  [/\bCOUNT\(DISTINCT [^)]*\)/, 'COUNT(*)'],
  [/ DESC\b/, ' ASC'],
  [/\bORDER BY (\w+) LIMIT 1/, 'ORDER BY $1 DESC LIMIT 1'],
  [/\bplace <= 2/, 'place <= 1'],
  [/\bplace = 1/, 'place <= 2'],
  [/ < t\.target_amount/, ' >= t.target_amount'],
  [/ > (a\.mean|\()/, ' < $1'],
  [/ > (\d)/, ' < $1'],
  [/\bNOT EXISTS/, 'EXISTS'],
  [/ IS NULL/, ' IS NOT NULL'],
  [/ IS NOT NULL THEN/, ' IS NULL THEN'],
  [/ = '[^']*'/, " <> ''"],
  [/\bAVG\(/, 'MAX('],
  [/ORDER BY month\) AS running/, 'ORDER BY month DESC) AS running'],
  [/100\.0 \* /, ''],
  [/ AS INTEGER\) = 2024/, ' AS INTEGER) = 2023'],
  [/SELECT DISTINCT /, 'SELECT '],
  [/\bCOUNT\(\*\)/, 'COUNT(*) + 1'],
];

/** Single-slip mutants of a gold query, in a fixed order; some may mean the same. */
export const sqlMutants = (gold: string): readonly string[] => [
  ...new Set(
    operators.map(([find, replace]) => gold.replace(find, replace)).filter((m) => m !== gold),
  ),
];
