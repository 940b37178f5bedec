import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cell, summarySchema } from '../../src/analysis/index.ts';
import { telemetrySampleCodec } from '../../src/record/index.ts';
import { type LiveFleet, liveFleet } from '../support/program/live-fleet.ts';
import { keyOf, newFolder, writePlan, writeSuite } from '../support/program/own-suite.ts';
import { startSteelyard } from '../support/program/steelyard.ts';

const ITEMS = 40;
const box = { preset: '8xh100-80g-sxm/vllm-0.10.0/llama-3.1-8b-fp8', answers: { accuracy: 0.9 } };

describe('a run beside the metrics pages of its boxes', () => {
  const folder = newFolder('telemetry');
  const run = join(folder, 'run');
  let fleet: LiveFleet;
  let cells: readonly Cell[];

  beforeAll(async () => {
    fleet = await liveFleet(
      [
        { id: 'quiet', seed: 1, ...box },
        { id: 'shared', seed: 2, ...box },
        // Its page is there at first, and gone for the rest of the run.
        { id: 'dying', seed: 3, ...box, faults: [{ kind: 'metrics-missing', atS: 2 }] },
      ],
      [keyOf(ITEMS)],
    );
    writeSuite(folder, ITEMS);
    const endpoints = fleet.endpoints.map((e) => ({
      ...e,
      telemetry: { engine: e.url.replace(/\/v1$/, '/metrics') },
    }));
    const { plan } = writePlan(folder, endpoints, {
      scenarios: ['stock'],
      load: { kind: 'closed', concurrency: [2] },
      requests: 120,
      block: 60,
      warmup: { requests: 2 },
      seed: 3,
    });
    // Somebody else's load on one box: one request at a time, as fast as it answers.
    const other = fleet.endpoints.find((e) => e.id === 'shared');
    let over = false;
    const stranger = (async () => {
      while (!over) {
        const answer = await fetch(`${other?.url}/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            model: 'llama-3.1-8b',
            messages: [{ role: 'user', content: 'hello' }],
            max_tokens: 8,
          }),
        });
        await answer.text();
        expect(answer.status).toBe(200);
      }
    })();
    try {
      const ended = await startSteelyard(['run', plan, '--out', run, '--quiet']).ended;
      expect([0, 4], ended.stderr).toContain(ended.code);
    } finally {
      over = true;
      await stranger;
    }
    cells = summarySchema.parse(JSON.parse(readFileSync(join(run, 'summary.json'), 'utf8'))).cells;
  }, 120_000);
  afterAll(() => fleet.stop());

  const cellOf = (endpoint: string): Cell => {
    const cell = cells.find((c) => c.endpoint === endpoint);
    if (cell === undefined) throw new Error(`no cell of ${endpoint}`);
    return cell;
  };
  const checkOf = (endpoint: string, id: string) =>
    cellOf(endpoint).validity.checks.find((c) => c.id === id);

  it('counts the same requests and prompt tokens as the server, to the last one', () => {
    const { reconcile } = cellOf('quiet');
    if ('absent' in reconcile) throw new Error(reconcile.absent);
    expect(reconcile.over.blocks.covered).toBe(reconcile.over.blocks.all);
    for (const meaning of ['requestsFinished', 'promptTokens']) {
      expect(reconcile.rows.find((r) => r.meaning === meaning)).toMatchObject({
        difference: 0,
        flagged: false,
      });
    }
    expect(reconcile.series['requestsFinished']).toBe('vllm:request_success_total');
    expect(checkOf('quiet', 'foreign-load')).toMatchObject({ verdict: 'pass', seen: 0 });
  });

  it('finds the load of somebody else, and calls the cell contaminated for it', () => {
    expect(checkOf('shared', 'foreign-load')).toMatchObject({ verdict: 'fail' });
  });

  it('writes a page that dies as unreadable, never as silence', () => {
    const lines = readFileSync(join(run, 'telemetry.jsonl'), 'utf8').trimEnd().split('\n');
    const pages = lines
      .map((line, i) => telemetrySampleCodec.decode(line, i + 1))
      .flatMap((read) => (read.ok ? [read.value] : []));
    const dying = pages.filter((p) => p.kind !== 'client' && p.endpoint === 'dying');
    expect(dying.at(-1)).toMatchObject({ kind: 'unreadable', why: 'HTTP 404' });
  });

  it('shows it in the report: a table, and the load of each box over time', () => {
    const html = readFileSync(join(run, 'report.html'), 'utf8');
    expect(html).toContain('Does the server say the same?');
    expect(html.match(/chart-load-\d+-title/g)?.length).toBeGreaterThanOrEqual(2);
  });
});
