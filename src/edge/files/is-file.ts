import { stat } from 'node:fs/promises';

/** True for a regular file that can be seen; links are followed. */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
