import type { ClockUse } from './duckdb-gate.ts';

/**
 * The statement with every question for the time answered from `nowMs`, so that a golden answer does
 * not expire. Undefined where a place cannot be rewritten with certainty; the caller then refuses.
 * Works on bytes, since the engine's offsets count bytes.
 */
export function freezeClock(
  statement: string,
  uses: readonly ClockUse[],
  nowMs: number,
): string | undefined {
  let bytes = Buffer.from(statement, 'utf8');
  for (const use of [...uses].sort((a, b) => b.byteOffset - a.byteOffset)) {
    const before = bytes.subarray(0, use.byteOffset);
    const after = bytes.subarray(use.byteOffset).toString('utf8');
    const rewritten = rewrite(use.name, after, nowMs);
    if (rewritten === undefined) return undefined;
    bytes = Buffer.concat([before, Buffer.from(rewritten, 'utf8')]);
  }
  return bytes.toString('utf8');
}

function rewrite(name: string, text: string, nowMs: number): string | undefined {
  const iso = new Date(nowMs).toISOString();
  const [day = '', time = ''] = iso.slice(0, 19).split('T');
  // "age(x)" counts from the current date: it becomes "age(DATE, x)".
  if (name === 'age') {
    const call = /^age\s*\(/i.exec(text);
    if (call === null) return undefined;
    return `age(TIMESTAMP '${day} 00:00:00', ${text.slice(call[0].length)}`;
  }
  const written = new RegExp(`^"?${name}"?(\\s*\\(\\s*\\))?`, 'i').exec(text);
  if (written === null) return undefined;
  const literal =
    name === 'current_date' || name === 'today'
      ? `CAST('${day}' AS DATE)`
      : name.endsWith('time')
        ? `CAST('${time}' AS TIME)`
        : name.includes('local')
          ? `CAST('${day} ${time}' AS TIMESTAMP)`
          : `CAST('${day} ${time}+00' AS TIMESTAMPTZ)`;
  return literal + text.slice(written[0].length);
}
