import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The source of streams, in a process of its own. */
export interface FloorSource {
  readonly url: string;
  /** Its clock when it was ready, ns; between the two readings of ours if both are one clock. */
  readonly readyNs: bigint;
  stop(): Promise<void>;
}

// The same relative place in src and in dist: the child is plain JavaScript and needs no build step.
const entry = fileURLToPath(new URL('./source.js', import.meta.url));
const readyWithinMs = 15_000;

/** Starts the source and waits until it listens; rejects where it does not come up. */
export function startSource(): Promise<FloorSource> {
  const child = spawn(process.execPath, [entry], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.stdin.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`the source of streams ${why}`));
    };
    const timer = setTimeout(() => fail('did not come up'), readyWithinMs);
    void gone.then(() => fail('ended before it listened'));
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      const ready = readyLine(line);
      if (ready === undefined) {
        fail(`said "${line.slice(0, 100)}"`);
        return;
      }
      resolve({
        url: `http://127.0.0.1:${ready.port}/v1`,
        readyNs: ready.nowNs,
        stop: async () => {
          child.stdin.end();
          const late = setTimeout(() => child.kill('SIGKILL'), 2000);
          await gone;
          clearTimeout(late);
        },
      });
    });
  });
}

function readyLine(line: string): { port: number; nowNs: bigint } | undefined {
  try {
    const said: unknown = JSON.parse(line);
    if (typeof said !== 'object' || said === null || !('port' in said) || !('nowNs' in said)) {
      return undefined;
    }
    return { port: Number(said.port), nowNs: BigInt(String(said.nowNs)) };
  } catch {
    return undefined;
  }
}
