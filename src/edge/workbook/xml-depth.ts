/** Follows an XML part through its bytes: greatest depth, and whether it declares a document type. */
export interface XmlDepthMeter {
  feed(chunk: Uint8Array): void;
  readonly deepest: number;
  /** A DTD has no place in a workbook and is how entity bombs are made. */
  readonly hasDoctype: boolean;
}

const lt = 0x3c;
const gt = 0x3e;
const slash = 0x2f;
const bang = 0x21;
const question = 0x3f;
const quote = 0x22;
const apostrophe = 0x27;
const letterD = 0x44;

/**
 * A byte scanner and no parser: it need only be right about nesting, for well-formed parts; what is
 * not well-formed fails in the reader itself. States: text -> `<` -> tag kind -> inside (quotes) -> `>`.
 */
export function xmlDepthMeter(): XmlDepthMeter {
  let state: 'text' | 'opened' | 'inside' | 'declaration' | 'bang' = 'text';
  let closing = false;
  let quoted = 0;
  let last = 0;
  let depth = 0;
  let deepest = 0;
  let hasDoctype = false;
  const feed = (chunk: Uint8Array): void => {
    for (const byte of chunk) {
      switch (state) {
        case 'text':
          if (byte === lt) state = 'opened';
          break;
        case 'opened':
          closing = byte === slash;
          state = byte === bang ? 'bang' : byte === question ? 'declaration' : 'inside';
          break;
        case 'bang':
          if (byte === letterD) hasDoctype = true;
          state = 'declaration';
          break;
        case 'declaration':
          // Comments and CDATA may hold `>`; leaving early only makes the meter see text as text.
          if (byte === gt) state = 'text';
          break;
        case 'inside':
          if (quoted !== 0) {
            if (byte === quoted) quoted = 0;
          } else if (byte === quote || byte === apostrophe) quoted = byte;
          else if (byte === gt) {
            if (closing) depth--;
            else if (last !== slash) {
              depth++;
              if (depth > deepest) deepest = depth;
            }
            state = 'text';
          }
          break;
      }
      last = byte;
    }
  };
  return {
    feed,
    get deepest() {
      return deepest;
    },
    get hasDoctype() {
      return hasDoctype;
    },
  };
}
