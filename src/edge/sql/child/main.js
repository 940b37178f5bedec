// @ts-check
/**
 * The throw-away child that runs model-written SQL. Plain JavaScript, so that the very file that is
 * read here runs from the sources and from the built package alike. It is started under resource
 * limits with an empty environment, takes one JSON job a line on stdin, answers each with one line on
 * stdout, and judges nothing: what may run was decided by the gate in the parent.
 */
import { createInterface } from 'node:readline';
import { openDuckdb } from './duckdb.js';
import { openSqlite } from './sqlite.js';

/** @param {unknown} message */
const answer = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const dialect = process.argv[2];
const engine = dialect === 'duckdb' ? await openDuckdb() : await openSqlite();
answer({ ready: true, version: engine.version });

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line);
  try {
    answer({ ok: true, ...(await perform(job)) });
  } catch (error) {
    answer({ ok: false, message: error instanceof Error ? error.message : String(error) });
  }
}
// Engines with a poisoned instance abort when closed in order; there is nothing left to lose.
process.exit(0);

/** @param {Record<string, any>} job */
async function perform(job) {
  switch (job['op']) {
    case 'build':
      return engine.build(job['scripts'], job['file']);
    case 'open':
      return engine.open(job['file'], job['nowMs']);
    case 'ddl':
      return engine.ddl();
    case 'parse':
      return engine.parse(job['sql']);
    case 'run': {
      const startedMs = performance.now();
      const result = await engine.run(job['sql'], job['rowCap'], job['byteCap'], job['reversed']);
      return { ...result, elapsedMs: performance.now() - startedMs };
    }
    default:
      throw new Error(`unknown job ${job['op']}`);
  }
}
