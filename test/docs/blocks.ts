/** One fenced block of a document that is meant to be typed. */
export interface CommandBlock {
  readonly file: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  readonly script: string;
  /** Exit codes that the block states by `# exits with N` or `# exits with N or M`; else 0. */
  readonly exits: readonly number[];
  /** Stated by a comment above the block: it is run as a step of .ci/run instead. */
  readonly byCi: boolean;
}

const FENCE = /^```(\S*)\s*$/;
const BY_CI = '<!-- run by .ci/run -->';

/** The `sh` blocks of a Markdown document, in order; throws where a fence is not closed. */
export function commandBlocks(file: string, markdown: string): CommandBlock[] {
  const lines = markdown.split('\n');
  const blocks: CommandBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const open = FENCE.exec(lines[at] ?? '');
    if (open === null) continue;
    const end = lines.findIndex((line, i) => i > at && line.trim() === '```');
    if (end < 0) throw new Error(`${file}:${at + 1}: this block is not closed`);
    if (open[1] === 'sh') {
      const script = lines.slice(at + 1, end).join('\n');
      blocks.push({
        file,
        line: at + 1,
        script,
        exits: statedExits(script),
        byCi: lines[at - 1]?.trim() === BY_CI,
      });
    }
    at = end;
  }
  return blocks;
}

function statedExits(script: string): number[] {
  const stated = /# exits with (\d+)(?: or (\d+))?/.exec(script);
  if (stated === null) return [0];
  return stated.slice(1).flatMap((code) => (code === undefined ? [] : [Number(code)]));
}

/** Relative targets of the links of a Markdown document, without their anchors. */
export const linkedFiles = (markdown: string): string[] =>
  [...markdown.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
    ([, target]) => target ?? '',
  );
