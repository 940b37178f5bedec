import type { SqlOutcome, SqlRequest } from '../../base/index.ts';
import { duckdbVerdict } from './duckdb-gate.ts';
import { freezeClock } from './freeze-clock.ts';
import { decodeRows } from './result-cache.ts';
import type { ChildAnswer, SqlChild } from './sql-child.ts';
import { sqliteRefusal } from './sqlite-gate.ts';

export interface StatementSetting {
  readonly nowMs: number;
  readonly reversed: boolean;
  /** Database file to open first; absent where it is open already. */
  readonly open?: string;
}

/** The outcome, and whether the child is used up with it (killed, crashed, or not to be trusted). */
export interface StatementRun {
  readonly outcome: SqlOutcome;
  readonly childEnded: boolean;
}

/** Characters of all cells of one result set; beyond it the result is too big, whatever its rows. */
const byteCap = 16e6;
/** Opening and parsing are the engine's own work and get a clock of their own. */
const preparationMs = 15_000;

/** Gate, then execution, of one statement in a given child. Never throws for what a statement does. */
export async function runStatement(
  child: SqlChild,
  request: SqlRequest,
  setting: StatementSetting,
): Promise<StatementRun> {
  if (!(await child.ready)) return ended('the sandbox did not start');
  if (setting.open !== undefined) {
    const opened = await child.ask(
      { op: 'open', file: setting.open, nowMs: setting.nowMs },
      preparationMs,
    );
    if (opened.kind === 'failed') return ended(`the database did not open: ${opened.message}`);
    if (opened.kind !== 'answer') return ended(`the database did not open: ${opened.kind}`);
  }
  const gated = await gate(child, request, setting.nowMs);
  if ('outcome' in gated) return gated;
  const answer = await child.ask(
    {
      op: 'run',
      sql: gated.statement,
      rowCap: request.rowCap,
      byteCap,
      reversed: setting.reversed,
    },
    request.timeoutMs,
  );
  return outcomeOf(answer, request);
}

async function gate(
  child: SqlChild,
  request: SqlRequest,
  nowMs: number,
): Promise<StatementRun | { readonly statement: string }> {
  const refused = (reason: string): StatementRun => ({
    outcome: { kind: 'refused', reason },
    childEnded: false,
  });
  const { statement, dialect } = request;
  if (statement.trim() === '') return refused('empty statement');
  if (statement.length > 100_000) return refused('a statement of more than 100,000 characters');
  switch (dialect) {
    case 'sqlite': {
      const reason = sqliteRefusal(statement);
      return reason === undefined ? { statement } : refused(reason);
    }
    case 'duckdb': {
      if (statement.includes('\0')) return refused('a NUL character hides what follows');
      const parsed = await child.ask({ op: 'parse', sql: statement }, preparationMs);
      if (parsed.kind !== 'answer')
        return parsed.kind === 'failed'
          ? { outcome: { kind: 'error', message: parsed.message }, childEnded: false }
          : ended('the parser ended its process');
      const verdict = duckdbVerdict(String(parsed.fields['tree']));
      if (verdict.kind === 'refused') return refused(verdict.reason);
      if (verdict.kind === 'error')
        return { outcome: { kind: 'error', message: verdict.message }, childEnded: false };
      const frozen = freezeClock(statement, verdict.clockAt, nowMs);
      return frozen === undefined ? refused('a question for the time') : { statement: frozen };
    }
    case 'postgres':
      return refused('no engine for the postgres dialect is installed');
  }
}

const ended = (message: string): StatementRun => ({
  outcome: { kind: 'error', message },
  childEnded: true,
});

function outcomeOf(answer: ChildAnswer, request: SqlRequest): StatementRun {
  switch (answer.kind) {
    case 'late':
      return { outcome: { kind: 'timeout', afterMs: request.timeoutMs }, childEnded: true };
    case 'gone':
      return ended(`the statement ended its process (${answer.why}): out of memory or time`);
    case 'too-long':
      return { outcome: { kind: 'too-big', rowCap: request.rowCap }, childEnded: true };
    case 'failed':
      return { outcome: { kind: 'error', message: answer.message }, childEnded: false };
    case 'answer': {
      const { fields } = answer;
      if (fields['tooBig'] === true)
        return { outcome: { kind: 'too-big', rowCap: request.rowCap }, childEnded: false };
      if (typeof fields['refused'] === 'string')
        return { outcome: { kind: 'refused', reason: fields['refused'] }, childEnded: false };
      const rows = decodeRows(fields['rows']);
      const columns = fields['columns'];
      if (rows === undefined || !Array.isArray(columns)) return ended('unreadable rows');
      return {
        outcome: {
          kind: 'rows',
          result: { columns: columns.map(String), rows },
          elapsedMs: Number(fields['elapsedMs']),
        },
        childEnded: false,
      };
    }
  }
}
