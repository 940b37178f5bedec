/** A fenced code block; positions are those of the whole block in the text. */
export interface FencedBlock {
  /** Lower case, empty where the fence has none. */
  readonly language: string;
  readonly body: string;
  readonly start: number;
  readonly end: number;
  /** False where the text ends before the closing fence. */
  readonly closed: boolean;
}

const openFence = /^[ \t>]{0,8}(`{3,}|~{3,})[ \t]*([\w+-]*)/;
const inlineBlock = /^[ \t>]{0,8}`{3}([\w+-]*)[ \t]*([^`\n]+)`{3}[ \t]*$/;

/** The fenced blocks of a text, in order. */
export function fencedBlocks(text: string): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open: { fence: string; language: string; start: number; bodyStart: number } | undefined;
  let lineStart = 0;
  while (lineStart <= text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
    const line = text.slice(lineStart, lineEnd);
    if (open === undefined) {
      const single = line.length < 20_000 ? inlineBlock.exec(line) : null;
      const match = openFence.exec(line);
      if (single !== null) {
        const language = (single[1] ?? '').toLowerCase();
        blocks.push({
          language,
          body: single[2] ?? '',
          start: lineStart,
          end: lineEnd,
          closed: true,
        });
      } else if (match !== null) {
        const [, fence = '```', language = ''] = match;
        open = {
          fence,
          language: language.toLowerCase(),
          start: lineStart,
          bodyStart: lineEnd + 1,
        };
      }
    } else if (line.trim().startsWith(open.fence) && /^[`~]+$/.test(line.trim())) {
      const { language, start, bodyStart } = open;
      blocks.push({
        language,
        body: text.slice(bodyStart, lineStart),
        start,
        end: lineEnd,
        closed: true,
      });
      open = undefined;
    }
    lineStart = lineEnd + 1;
  }
  if (open !== undefined) {
    const { language, start, bodyStart } = open;
    blocks.push({ language, body: text.slice(bodyStart), start, end: text.length, closed: false });
  }
  return blocks;
}
