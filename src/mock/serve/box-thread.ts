import { Worker } from 'node:worker_threads';
import type { BoxGroup, RunningGroup } from './box-group.ts';
import type { BoxEndpoint } from './box-server.ts';

/** What a thread says: that its boxes are up, or why they are not. */
export type FromThread =
  | { readonly kind: 'ready'; readonly endpoints: readonly BoxEndpoint[] }
  | { readonly kind: 'failed'; readonly message: string };

/** Threads need the compiled program: a worker that is started from source cannot load TypeScript. */
export const canSpread = (): boolean => !import.meta.url.endsWith('.ts');

/** Starts the boxes of a group on a thread of their own. */
export async function startOnThread(group: BoxGroup): Promise<RunningGroup> {
  const worker = new Worker(new URL('./box-thread-entry.js', import.meta.url), {
    workerData: group,
  });
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    worker.postMessage('stop');
    await exited;
  };
  const endpoints = await new Promise<readonly BoxEndpoint[]>((resolve, reject) => {
    worker.once('message', (said: FromThread) => {
      if (said.kind === 'ready') resolve(said.endpoints);
      else reject(new Error(said.message));
    });
    worker.once('error', reject);
  });
  // A fault in a box is a bug: it ends the program, as it does on one loop.
  worker.on('error', (error) => {
    throw error;
  });
  return { endpoints, stop };
}
