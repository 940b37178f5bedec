import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fail, ok, type Result } from '../../base/index.ts';
import { didYouMean } from '../../spec/index.ts';

/** Larger files are refused before they are read: no person wrote them. */
export const largestSpecBytes = 16 * 1024 * 1024;

export interface SpecText {
  readonly text: string;
  /** SHA-256 of the bytes, 64 hex digits. */
  readonly hash: string;
}

/** The text of a file that a person wrote; `shownAs` is its name in messages. Never throws for what the file is. */
export async function readSpecText(path: string, shownAs = path): Promise<Result<SpecText>> {
  const missing = async (seen: string): Promise<Result<never>> => {
    const hint = await similarFile(path);
    return fail({
      file: shownAs,
      expected: 'a file that can be read',
      seen,
      ...(hint === undefined ? {} : { hint }),
    });
  };
  let bytes: Uint8Array;
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      return fail({
        file: shownAs,
        expected: 'a file',
        seen: 'a directory',
        hint: 'name a YAML or JSON file inside it',
      });
    }
    if (!found.isFile())
      return fail({ file: shownAs, expected: 'a regular file', seen: 'a device or pipe' });
    if (found.size > largestSpecBytes) {
      return fail({
        file: shownAs,
        expected: `a file of at most ${largestSpecBytes / 1024 / 1024} MB`,
        seen: `${(found.size / 1024 / 1024).toFixed(1)} MB`,
        hint: 'data belongs into files of its own, which a spec names',
      });
    }
    bytes = await readFile(path);
  } catch (error) {
    return missing(whyUnreadable(error));
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  try {
    return ok({ text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), hash });
  } catch {
    return fail({
      file: shownAs,
      expected: 'text in UTF-8',
      seen: encodingSeen(bytes),
      hint: 'save the file as UTF-8',
    });
  }
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'no such file',
    ENOTDIR: 'no such file',
    EACCES: 'no permission to read it',
    ELOOP: 'links that lead in a circle',
    ENAMETOOLONG: 'a name that is too long',
  };
  return words[code] ?? code;
}

/** A file beside the missing one with nearly its name. */
async function similarFile(path: string): Promise<string | undefined> {
  try {
    return didYouMean(basename(path), await readdir(dirname(path)));
  } catch {
    return undefined;
  }
}

function encodingSeen(bytes: Uint8Array): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return 'UTF-16';
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'a zip archive (a workbook?)';
  return bytes.includes(0) ? 'binary data' : 'bytes that are no UTF-8 (GBK?)';
}
