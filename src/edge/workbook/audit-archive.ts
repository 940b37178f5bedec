import { createInflateRaw } from 'node:zlib';
import type { WorkbookLimits } from './workbook-limits.ts';
import { xmlDepthMeter } from './xml-depth.ts';

/** Why an archive is refused; `expected` and `seen` go into the Problem. */
export interface ArchiveRefusal {
  readonly expected: string;
  readonly seen: string;
  readonly hint?: string;
}

interface ArchivePart {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly headerAt: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * Unpacks every part once without keeping it, and refuses what a reader could choke on: archives that
 * unpack to more than the limits (as counted, not as declared), deep XML, document types, encrypted
 * parts, or an archive that is no workbook. Undefined where nothing is wrong.
 */
export async function auditArchive(
  file: Uint8Array,
  limits: WorkbookLimits,
): Promise<ArchiveRefusal | undefined> {
  if (file.length > limits.fileBytes)
    return { expected: `at most ${limits.fileBytes} bytes`, seen: `${file.length} bytes` };
  const parts = centralDirectory(file, limits);
  if (!Array.isArray(parts)) return parts;
  const names = new Set(parts.map((part) => part.name));
  if (
    !names.has('[Content_Types].xml') ||
    ![...names].some((n) => /^xl\/workbook\.(xml|bin)$/.test(n))
  )
    return notAWorkbook('a zip archive without xl/workbook.xml');
  if (names.has('xl/workbook.bin'))
    return notAWorkbook('a binary workbook (.xlsb)', 'save it as .xlsx');
  let total = 0;
  for (const part of parts) {
    const seen = await measurePart(file, part, limits, limits.unpackedBytes - total);
    if (typeof seen !== 'number') return seen;
    total += seen;
  }
  return undefined;
}

export const notAWorkbook = (seen: string, hint?: string): ArchiveRefusal => ({
  expected: 'an Excel workbook (.xlsx)',
  seen,
  ...(hint === undefined ? {} : { hint }),
});

function centralDirectory(
  file: Uint8Array,
  limits: WorkbookLimits,
): (readonly ArchivePart[] & unknown[]) | ArchiveRefusal {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const at = endOfCentralDirectory(view);
  if (at === undefined) return notAWorkbook(describeBytes(file));
  const count = view.getUint16(at + 10, true);
  if (count > limits.parts)
    return { expected: `at most ${limits.parts} parts`, seen: `${count} parts` };
  const parts: ArchivePart[] = [];
  let entry = view.getUint32(at + 16, true);
  for (let i = 0; i < count; i++) {
    if (entry + 46 > file.length || view.getUint32(entry, true) !== entrySignature)
      return notAWorkbook('a damaged zip directory', 'the file may have been cut short');
    const flags = view.getUint16(entry + 8, true);
    if ((flags & 1) === 1) return notAWorkbook('an encrypted archive', 'remove the password');
    const nameLength = view.getUint16(entry + 28, true);
    parts.push({
      name: new TextDecoder().decode(file.subarray(entry + 46, entry + 46 + nameLength)),
      method: view.getUint16(entry + 10, true),
      packedBytes: view.getUint32(entry + 20, true),
      headerAt: view.getUint32(entry + 42, true),
    });
    entry += 46 + nameLength + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
  }
  return parts;
}

function endOfCentralDirectory(view: DataView): number | undefined {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at--)
    if (view.getUint32(at, true) === endSignature) return at;
  return undefined;
}

async function measurePart(
  file: Uint8Array,
  part: ArchivePart,
  limits: WorkbookLimits,
  allowance: number,
): Promise<number | ArchiveRefusal> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const { headerAt: at, packedBytes } = part;
  if (at + 30 > file.length || view.getUint32(at, true) !== localSignature)
    return notAWorkbook('a damaged zip entry', 'the file may have been cut short');
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + packedBytes > file.length)
    return notAWorkbook('a zip archive that was cut short', 'copy the file again');
  const packed = file.subarray(from, from + packedBytes);
  const meter = /\.(xml|rels|vml)$/i.test(part.name) ? xmlDepthMeter() : undefined;
  let unpacked = 0;
  const refusal = (chunk: Uint8Array): ArchiveRefusal | undefined => {
    unpacked += chunk.length;
    meter?.feed(chunk);
    if (unpacked > allowance)
      return { expected: `at most ${limits.unpackedBytes} bytes unpacked`, seen: 'more than that' };
    if (unpacked > limits.ratioFromBytes && unpacked > packedBytes * limits.ratio)
      return {
        expected: `parts that unpack to at most ${limits.ratio} times their size`,
        seen: `${part.name} (${unpacked} bytes and more from ${packedBytes})`,
      };
    if (meter !== undefined && meter.deepest > limits.xmlDepth)
      return { expected: `XML at most ${limits.xmlDepth} levels deep`, seen: part.name };
    return meter?.hasDoctype
      ? { expected: 'XML without a document type', seen: `${part.name} with a DOCTYPE` }
      : undefined;
  };
  if (part.method === 0) return refusal(packed) ?? unpacked;
  if (part.method !== 8)
    return notAWorkbook(`${part.name} packed by method ${part.method}`, 'save it again in Excel');
  const inflate = createInflateRaw({ chunkSize: 1 << 18 });
  inflate.end(packed);
  try {
    for await (const chunk of inflate) {
      const found = refusal(chunk);
      if (found !== undefined) return found;
    }
  } catch {
    return notAWorkbook(`${part.name} that does not unpack`, 'the file is damaged');
  }
  return unpacked;
}

/** What the first bytes look like, for people who sent a CSV or an old .xls under another name. */
function describeBytes(file: Uint8Array): string {
  if (file.length === 0) return 'an empty file';
  const head = [...file.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (head === 'd0cf11e0') return 'an old or password-protected Office file (.xls)';
  if (head.startsWith('504b')) return 'a zip archive that was cut short';
  if (head === '25504446') return 'a PDF file';
  const text = file.subarray(0, 512);
  if (text.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13))
    return /^\s*<(!doctype|html)/i.test(new TextDecoder().decode(text))
      ? 'an HTML page'
      : 'a text file';
  return 'unknown bytes';
}
