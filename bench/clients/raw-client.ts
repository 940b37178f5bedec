import { ms } from '../../src/base/index.ts';
import { systemClock } from '../../src/edge/clock.ts';
import { rawTransport } from '../../src/edge/openai/index.ts';
import { runClient, zeroNs } from './client-child.ts';
import { openWith } from './transport-stream.ts';

const clock = systemClock();
const zero = zeroNs(() => clock.now());
const transport = rawTransport({
  url: `http://127.0.0.1:${process.argv[2]}/v1`,
  model: 'bench',
  clock,
});
await runClient(() => openWith(transport, ms(clock.now() + 600_000), zero));
