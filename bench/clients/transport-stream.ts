import type { Ms } from '../../src/base/index.ts';
import type { Transport } from '../../src/load/index.ts';
import type { StreamSeen } from './client-child.ts';

/** One stream through the whole of the product's client: arrivals are read from its exchange. */
export async function openWith(
  transport: Transport,
  deadlineMs: Ms,
  zeroNs: number,
): Promise<StreamSeen> {
  const exchange = await transport.send(
    {
      messages: [{ role: 'user', content: 'go' }],
      generation: { maxTokens: 100, temperature: 0, ignoreEos: false },
      deadlineMs,
    },
    { cancelled: false, onCancel: () => undefined },
  );
  if (exchange.outcome.kind !== 'completed') throw new Error(JSON.stringify(exchange.outcome));
  const gaps = exchange.messageGapsUs ?? [];
  // The finish message is the last and bears no stamp of the source.
  const arrivedNs = new Float64Array(gaps.length);
  let at = zeroNs + (exchange.firstMessageMs ?? 0) * 1e6;
  for (let i = 0; i < gaps.length; i++) {
    arrivedNs[i] = at;
    at += (gaps[i] ?? 0) * 1000;
  }
  return { sent: exchange.answer ?? '', arrivedNs };
}
