import type { Clock, HttpProbe, MetricsPage, Scraper } from '../../base/index.ts';
import { parseMetricsText } from './prometheus-text.ts';

/** Plain text first: its counters and histograms are the same, and every exporter speaks it. */
const ACCEPT =
  'text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.5, */*;q=0.1';

/**
 * Reads metrics pages over HTTP and dates them by the middle of the round trip on `clock`; the page's
 * own clock is not asked. Whatever is not a page of samples comes back as `unreadable` with the reason.
 */
export function pageScraper(
  probe: HttpProbe,
  clock: Pick<Clock, 'now'>,
  timeoutMs = 4000,
): Scraper {
  return {
    scrape: async (url): Promise<MetricsPage> => {
      const askedMs = clock.now();
      const answer = await probe.get(url, {
        timeoutMs,
        headers: { accept: ACCEPT, 'accept-encoding': 'gzip' },
      });
      const tookMs = clock.now() - askedMs;
      const atMs = askedMs + tookMs / 2;
      const unreadable = (why: string): MetricsPage => ({ kind: 'unreadable', atMs, why });
      if (answer.kind === 'unreachable') return unreadable(`${answer.code}: ${answer.message}`);
      if (answer.status !== 200) return unreadable(`HTTP ${answer.status}`);
      const text = parseMetricsText(answer.body);
      if (text.cut) return unreadable('the page is longer than the limits of a page');
      if (text.samples.length === 0) {
        return unreadable(
          answer.body.trim() === ''
            ? 'an empty page'
            : `no sample on the page (${text.wrongLines} lines that are none)`,
        );
      }
      return {
        kind: 'page',
        atMs,
        tookMs,
        samples: text.samples,
        ...(text.wrongLines === 0 ? {} : { wrongLines: text.wrongLines }),
      };
    },
  };
}
