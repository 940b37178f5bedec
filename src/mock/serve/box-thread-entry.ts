import { parentPort, workerData } from 'node:worker_threads';
import { type BoxGroup, startGroup } from './box-group.ts';
import type { FromThread } from './box-thread.ts';

/** A thread of the mock fleet: its boxes serve until it is told to stop. */
async function serve(group: BoxGroup): Promise<void> {
  const tell = (said: FromThread): void => parentPort?.postMessage(said);
  try {
    const running = await startGroup(group);
    parentPort?.once('message', () => {
      void running.stop().then(() => parentPort?.close());
    });
    tell({ kind: 'ready', endpoints: running.endpoints });
  } catch (error) {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

await serve(workerData);
