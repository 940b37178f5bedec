import type { PlantedCell, SqlTaskDraft } from './sql-task-draft.ts';
import type { Sale, StarFacts } from './star-facts.ts';
import type { Ask } from './task-draft.ts';

/** The facts with the groupings that questions ask for. */
export interface SqlContext {
  readonly facts: StarFacts;
  readonly sales2024: readonly Sale[];
  readonly months2024: readonly string[];
  say(zh: string, en: string): string;
}

export function sqlContext(facts: StarFacts): SqlContext {
  return {
    facts,
    sales2024: facts.sales.filter((sale) => sale.date.startsWith('2024')),
    months2024: Array.from({ length: 12 }, (_, i) => `2024-${String(i + 1).padStart(2, '0')}`),
    say: (zh, en) => (facts.names.language === 'zh' ? zh : en),
  };
}

export const centsOf = (sales: readonly Sale[]): number =>
  sales.reduce((sum, sale) => sum + sale.amountCents, 0);
export const piecesOf = (sales: readonly { readonly quantity: number }[]): number =>
  sales.reduce((sum, sale) => sum + sale.quantity, 0);
export const money = (cents: number): number => cents / 100;
export const monthOf = (sale: { readonly date: string }): string => sale.date.slice(0, 7);

/** Items by key, keys in order of first appearance. */
export function groupsOf<V, K>(
  items: readonly V[],
  key: (item: V) => K,
): (readonly [K, readonly V[]])[] {
  const groups = new Map<K, V[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return [...groups];
}

export const descending = <V>(items: readonly V[], of: (item: V) => number): V[] =>
  [...items].sort((a, b) => of(b) - of(a));

type Extras = Pick<SqlTaskDraft, 'orderBy' | 'round'>;

/** One draft; `variant` tells the tasks of one template apart. */
export function sqlDraft(
  what: Pick<SqlTaskDraft, 'category' | 'difficulty'>,
  template: string,
  variant: string,
  question: string,
  params: Ask['params'],
  columns: readonly string[],
  planted: readonly (readonly PlantedCell[])[],
  extras: Extras = {},
): SqlTaskDraft {
  return {
    ...what,
    ...extras,
    id: variant === '' ? template : `${template}-${variant}`,
    cluster: template,
    question,
    ask: { template, params },
    columns,
    planted,
  };
}
