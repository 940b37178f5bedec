import type { ChatMessage } from '../../base/index.ts';
import type { Scenario, Serialisation } from '../../spec/index.ts';
import { questionMessage } from '../prompt/question.ts';
import { type SheetTable, serialiseTables } from '../serialise/index.ts';
import type { TaskItem } from '../task-item.ts';
import type { TaskRun } from '../task-run.ts';
import { estimateTokens } from '../token-estimate.ts';

/**
 * Cuts tables into shards of at most `shardTokens` (estimated): whole sheets while they fit, else
 * runs of rows with the header repeated. Each data row stands in exactly one shard. A single row
 * above the budget gets a shard of its own.
 */
export function shardTables(
  tables: readonly SheetTable[],
  serialisation: Serialisation,
  shardTokens: number,
): readonly (readonly SheetTable[])[] {
  const tokensOf = (table: SheetTable): number =>
    estimateTokens(serialiseTables([table], serialisation));
  const shards: SheetTable[][] = [];
  let open: SheetTable[] = [];
  let used = 0;
  const put = (table: SheetTable, size: number): void => {
    if (open.length > 0 && used + size > shardTokens) {
      shards.push(open);
      open = [];
      used = 0;
    }
    open.push(table);
    used += size;
  };
  for (const table of tables) {
    const whole = tokensOf(table);
    if (whole <= shardTokens || table.rows.length === 0) {
      put(table, whole);
      continue;
    }
    const header = tokensOf({ ...table, rows: [] });
    let from = 0;
    let size = header;
    table.rows.forEach((row, r) => {
      // One more, since the estimate rounds and the sum of rounded rows may fall short.
      const cost = tokensOf({ ...table, rows: [row] }) - header + 1;
      if (r > from && size + cost > shardTokens) {
        put({ ...table, rows: table.rows.slice(from, r) }, size);
        from = r;
        size = header;
      }
      size += cost;
    });
    put({ ...table, rows: table.rows.slice(from) }, size);
  }
  if (open.length > 0) shards.push(open);
  return shards;
}

const instructions = {
  en: {
    map: (i: number, n: number) =>
      `This is part ${i} of ${n} of the data. Write down, as short JSON, every figure in this part that is needed to answer the question later: exact labels, values and units. Do not answer the question yet.`,
    reduce: 'Notes taken from the parts of the data, in order:',
    part: (i: number) => `Part ${i}:`,
  },
  zh: {
    map: (i: number, n: number) =>
      `这是数据的第 ${i} 部分，共 ${n} 部分。请用简短的 JSON 摘录本部分中回答问题所需的全部数值（含准确的名称、数值和单位），暂不回答问题。`,
    reduce: '以下是从各部分数据中依次摘录的内容：',
    part: (i: number) => `第 ${i} 部分：`,
  },
} as const;

export interface ChunkedOptions {
  readonly role: string;
  readonly language: Scenario['language'];
  readonly task: TaskItem;
  readonly shards: readonly string[];
}

/** Notes from every shard, then one answer from the notes. A failed shard ends the run. */
export function chunkedRun({ role, language, task, shards }: ChunkedOptions): TaskRun {
  const words = instructions[language];
  const system: ChatMessage = { role: 'system', content: role };
  let reduced = false;
  const mapPrompt = (shard: string, i: number) => ({
    messages: [
      system,
      {
        role: 'user' as const,
        content: questionMessage(
          `${shard}\n\n${words.map(i + 1, shards.length)}`,
          // Notes have no form of answer.
          { id: task.id, category: task.category, question: task.question },
          language,
        ),
      },
    ],
  });
  return {
    next: (event) => {
      if (event.kind === 'start') return { kind: 'send', prompts: shards.map(mapPrompt) };
      if (event.kind !== 'answers' || reduced) return { kind: 'done' };
      if (event.answers.some((answer) => !answer.completed))
        return { kind: 'done', why: 'shard-failed' };
      reduced = true;
      const notes = event.answers.map((a, i) => `${words.part(i + 1)}\n${a.text.trim()}`);
      const content = questionMessage([words.reduce, ...notes].join('\n\n'), task, language);
      return { kind: 'send', prompts: [{ messages: [system, { role: 'user', content }] }] };
    },
  };
}
