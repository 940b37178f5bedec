/** An answer without the model's reasoning. */
export interface StrippedAnswer {
  readonly text: string;
  /** A reasoning tag was opened and never closed: the answer proper never began. */
  readonly unclosed: boolean;
  readonly stripped: boolean;
}

const tag = /<(\/?)(?:think|thinking|thought|reasoning)>|◁(\/?)think▷/gi;

/**
 * Removes <think>, <thinking>, <thought>, <reasoning> and ◁think▷ blocks. A closing tag without an
 * opener (templates that pre-fill it) drops what stands before it.
 */
export function stripReasoning(text: string): StrippedAnswer {
  let kept = '';
  let depth = 0;
  let from = 0;
  let stripped = false;
  for (const match of text.matchAll(tag)) {
    const closes = match[1] === '/' || match[2] === '/';
    stripped = true;
    if (!closes) {
      if (depth === 0) kept += text.slice(from, match.index);
      depth++;
      continue;
    }
    if (depth === 0) kept = '';
    depth = Math.max(0, depth - 1);
    from = match.index + match[0].length;
  }
  if (depth > 0) return { text: kept.trim(), unclosed: true, stripped };
  return { text: (kept + text.slice(from)).trim(), unclosed: false, stripped };
}
