import { contentHash } from '../../base/index.ts';
import type { RequestRecord } from '../request-record.ts';

/**
 * The record as `store: hash` keeps it: answer, reasoning and tool arguments become `sha256:<hex>`,
 * so that equal answers stay recognisable and nothing of a confidential workbook is left.
 */
export function withoutContent(record: RequestRecord): RequestRecord {
  const { answer, reasoning, toolCalls } = record;
  return {
    ...record,
    ...(answer === undefined ? {} : { answer: hashed(answer) }),
    ...(reasoning === undefined ? {} : { reasoning: hashed(reasoning) }),
    ...(toolCalls === undefined
      ? {}
      : { toolCalls: toolCalls.map((c) => ({ ...c, arguments: hashed(c.arguments) })) }),
  };
}

const hashed = (content: string): string => `sha256:${contentHash(content)}`;
