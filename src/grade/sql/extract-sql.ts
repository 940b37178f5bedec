import { balancedObjects } from '../extraction/balanced.ts';
import { fencedBlocks } from '../extraction/fenced-blocks.ts';
import { readJson } from '../extraction/repair-json.ts';
import { stripReasoning } from '../extraction/strip-reasoning.ts';
import { answerValue, scalarText } from '../graders/answer-value.ts';
import { splitStatements } from './split-statements.ts';

/** The statement to execute, or why there is none. */
export type ExtractedSql =
  | {
      readonly kind: 'statement';
      /** Without its final semicolon. */
      readonly statement: string;
      readonly rule: 'sql-block' | 'json' | 'bare';
      readonly repairs: readonly string[];
    }
  /** Blank or only comments: never executed, since some engines answer it with no rows. */
  | { readonly kind: 'empty'; readonly why: string }
  | { readonly kind: 'truncated'; readonly why: string }
  | { readonly kind: 'none'; readonly why: string };

const sqlLanguages: ReadonlySet<string> = new Set([
  'sql',
  'sqlite',
  'duckdb',
  'postgres',
  'postgresql',
  'pgsql',
  'plsql',
]);
const startsQuery = /^(?:\s|--[^\n]*\n|\/\*[\s\S]{0,5000}?\*\/|\()*(?:select|with|values)\b/i;

/**
 * The SQL of an answer: the last ```sql block, else the last untagged block or JSON member that is a
 * query, else a bare statement. Several statements in one answer: the last is taken and flagged.
 */
export function extractSql(text: string, finishReason?: string): ExtractedSql {
  const clean = stripReasoning(text);
  if (clean.unclosed) return { kind: 'truncated', why: 'truncated: the reasoning never ended' };
  const cut = finishReason === 'length';
  const blocks = fencedBlocks(clean.text);
  const tagged = blocks.filter((b) => sqlLanguages.has(b.language));
  const untagged = blocks.filter(
    (b) => b.language === '' && startsQuery.test(b.body.slice(0, 20_000)),
  );
  const candidates = tagged.length > 0 ? tagged : untagged;
  const last = candidates[candidates.length - 1];
  if (last !== undefined) {
    if (!last.closed && cut) return { kind: 'truncated', why: 'truncated: inside the statement' };
    const distinct = new Set(candidates.map((b) => b.body.trim()));
    return fromSource(last.body, 'sql-block', [
      ...(distinct.size > 1 ? ['multiple-answers'] : []),
      ...(last.closed ? [] : ['unclosed-fence']),
    ]);
  }
  const member = jsonMember(clean.text);
  if (member !== undefined) return fromSource(member, 'json', []);
  const bare = bareStatement(clean.text);
  if (bare !== undefined) {
    if (cut) return { kind: 'truncated', why: 'truncated: inside the statement' };
    return fromSource(bare, 'bare', []);
  }
  if (cut) return { kind: 'truncated', why: 'truncated: before any statement' };
  return { kind: 'none', why: 'no-answer: no SQL statement in the answer' };
}

function fromSource(
  source: string,
  rule: 'sql-block' | 'json' | 'bare',
  repairs: readonly string[],
): ExtractedSql {
  const statements = splitStatements(source);
  const statement = statements[statements.length - 1];
  if (statement === undefined) return { kind: 'empty', why: 'empty_sql: blank or only comments' };
  const flags = statements.length > 1 ? [...repairs, 'multiple-statements'] : repairs;
  return { kind: 'statement', statement, rule, repairs: flags };
}

function jsonMember(text: string): string | undefined {
  const objects = balancedObjects(text, []).toReversed();
  for (const { start, end } of objects) {
    const read = readJson(text.slice(start, end));
    if (read === undefined || typeof read.value !== 'object' || read.value === null) continue;
    const named = Object.entries(read.value).find(([k]) => /^(?:sql|query)$/i.test(k))?.[1];
    const inner = answerValue({ kind: 'json', value: read.value });
    const found =
      typeof named === 'string' ? named : inner === undefined ? undefined : scalarText(inner);
    if (found !== undefined && (found.trim() === '' || startsQuery.test(found.slice(0, 20_000))))
      return found;
  }
  return undefined;
}

const lineStart = /^[ \t]{0,20}(?:select|with)\b/gim;

/** A statement without fence: from the last line that begins a query at the top level to its semicolon or a blank line. */
function bareStatement(text: string): string | undefined {
  if (startsQuery.test(text.slice(0, 20_000))) return uptoEnd(text);
  const starts = [...text.matchAll(lineStart)].map((m) => m.index);
  const first = starts[0];
  return first === undefined ? undefined : uptoEnd(text.slice(first));
}

function uptoEnd(text: string): string {
  const blank =
    /\n[ \t]*\n(?![ \t]*(?:select|from|where|group|order|having|limit|union|join|left|inner|with|and|or|\)|,|--))/i.exec(
      text,
    );
  return blank === null ? text : text.slice(0, blank.index);
}
