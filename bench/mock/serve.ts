/** One box whose steps all take the same time, in a process of its own; says its CPU time when asked. */
import { startFleet } from '../../src/mock/index.ts';
import { mockFleetSchema } from '../../src/spec/index.ts';

const [streams = 0, stepMs = 0] = process.argv.slice(2).map(Number);
const fleet = mockFleetSchema.parse({
  threads: 1,
  boxes: [
    {
      id: 'a',
      model: 'm',
      // No work to speak of: what is left of a step is its fixed part.
      law: {
        weightBytes: 1,
        flopsPerToken: 1,
        kvBytesPerToken: 1,
        peakTflops: 1e6,
        bandwidthGBs: 1e6,
        memoryGB: 10,
        layers: 1,
        hidden: 1,
        stepOverheadMs: stepMs,
        layerOverheadUs: 0,
        sequenceOverheadUs: 0,
        requestOverheadMs: 0,
      },
      engine: {
        maxNumSeqs: streams,
        maxBatchedTokens: streams * 100,
        prefixCache: false,
        kvBlocks: 100_000,
      },
    },
  ],
});
const started = await startFleet(fleet);
if (!started.ok) throw new Error(JSON.stringify(started.problems));
const [box] = started.value.endpoints;
process.send?.({ url: box?.url, admin: box?.admin });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000 });
});
