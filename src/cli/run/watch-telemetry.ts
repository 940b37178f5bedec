import { leanPage } from '../../analysis/index.ts';
import type { Clock } from '../../base/index.ts';
import {
  type PageTarget,
  type PageWatchOptions,
  pageScraper,
  watchPages,
} from '../../edge/telemetry/index.ts';
import type { EndpointWiring } from './endpoint-wiring.ts';

/**
 * Reads every metrics page that the fleet names, before, during and after the load; resolves once each
 * was asked a first time. Call the result after the load: it asks a last time and closes.
 */
export async function watchTelemetry(
  endpoints: readonly { readonly wiring: EndpointWiring }[],
  clock: Clock,
  { sink, segment }: Pick<PageWatchOptions, 'sink' | 'segment'>,
): Promise<() => Promise<void>> {
  const pages = endpoints.flatMap(({ wiring }) => pagesOf(wiring, clock));
  if (pages.length === 0) return async () => {};
  const watch = watchPages({
    clock,
    sink,
    segment,
    targets: pages.map((p) => p.target),
    reduce: leanPage,
  });
  await watch.begun;
  return async () => {
    await watch.stop();
    await Promise.all(pages.map((p) => p.close()));
  };
}

function pagesOf(
  wiring: EndpointWiring,
  clock: Clock,
): { readonly target: PageTarget; close(): Promise<void> }[] {
  const { id, telemetry } = wiring.endpoint;
  return (
    [
      ['engine', telemetry?.engine],
      ['gpu', telemetry?.gpu],
      ['host', telemetry?.node],
    ] as const
  ).flatMap(([source, url]) => {
    if (url === undefined) return [];
    const probe = wiring.probeFor(url);
    const scraper = pageScraper(probe, clock);
    return [{ target: { endpoint: id, source, url, scraper }, close: () => probe.close() }];
  });
}
