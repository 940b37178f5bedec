import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { BoxEndpoint } from '../../mock/index.ts';

/** A mock fleet in a process of its own, so that it and the client do not share an event loop. */
export interface MockProcess {
  readonly endpoints: readonly BoxEndpoint[];
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;

/** Starts `steelyard mock` and waits for its ready line; rejects with what it said when it fails. */
export function startMockProcess(entry: string, args: readonly string[]): Promise<MockProcess> {
  const child = spawn(process.execPath, [...process.execArgv, entry, 'mock', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  // Not left behind when this process dies early.
  const killChild = (): void => void child.kill('SIGKILL');
  process.once('exit', killChild);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the mock fleet was not ready in ${READY_WITHIN_MS / 1000} s: ${said}`));
    }, READY_WITHIN_MS);
    void gone.then(() => {
      clearTimeout(timer);
      reject(new Error(`the mock fleet ended: ${said}`));
    });
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      const endpoints = readyEndpoints(line);
      if (endpoints === undefined) {
        child.kill('SIGKILL');
        reject(new Error(`the mock fleet printed no ready line: ${line.slice(0, 200)}`));
        return;
      }
      resolve({
        endpoints,
        stop: async () => {
          process.off('exit', killChild);
          child.kill('SIGTERM');
          await gone;
        },
      });
    });
  });
}

function readyEndpoints(line: string): readonly BoxEndpoint[] | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed !== 'object' || parsed === null || !('endpoints' in parsed)) return undefined;
    return Array.isArray(parsed.endpoints) ? (parsed.endpoints as BoxEndpoint[]) : undefined;
  } catch {
    return undefined;
  }
}
