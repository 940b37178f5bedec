/** One SSE event; the library under 2.0 wrote no space after the colon. */
export const dataEvent = (data: string, version: string): string =>
  version.startsWith('2.0') || version.startsWith('1.') ? `data:${data}\n\n` : `data: ${data}\n\n`;
