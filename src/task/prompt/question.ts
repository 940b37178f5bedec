import type { SqlDialect } from '../../base/index.ts';
import type { Scenario } from '../../spec/index.ts';
import type { TaskItem } from '../task-item.ts';
import { answerForm } from './answer-form.ts';

type Language = Scenario['language'];

const dialectNames: Readonly<Record<SqlDialect, string>> = {
  sqlite: 'SQLite 3',
  duckdb: 'DuckDB 1.5',
  postgres: 'PostgreSQL 16',
};

/** The database as the model sees it: dialect, DDL and what it may not do. */
export function schemaMaterial(ddl: string, dialect: SqlDialect, language: Language): string {
  const head =
    language === 'zh'
      ? `数据库为 ${dialectNames[dialect]}，只读。表结构如下：`
      : `The database is ${dialectNames[dialect]}, read-only. Its schema:`;
  return `${head}\n\`\`\`sql\n${ddl.trim()}\n\`\`\``;
}

/**
 * Material, then the question verbatim on a line of its own, then the form of the answer. The
 * material comes first, so that tasks on one workbook share a prefix where a plan allows caching.
 */
export function questionMessage(material: string, task: TaskItem, language: Language): string {
  const label = language === 'zh' ? '问题：' : 'Question:';
  return [material, `${label}\n${task.question}`, answerForm(task.answer, language)]
    .filter((part) => part !== '')
    .join('\n\n');
}
