import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Floor, floorSchema } from '../../src/analysis/index.ts';
import { measureFloor } from '../../src/cli/floor/measure-floor.ts';
import { readFloor } from '../../src/cli/floor/read-floor.ts';
import { floorDocument, renderTerminal } from '../../src/report/index.ts';

describe('a floor measured against a source in another process', () => {
  let floor: Floor;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'floor-'));
    floor = await measureFloor({ streams: 4, ratePerS: 50, seconds: 2 });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('fits its schema and loses no request', () => {
    expect(floorSchema.parse(JSON.parse(JSON.stringify(floor)))).toEqual(floor);
    expect(floor.idle.requests.failed).toBe(0);
    expect(floor.loaded.requests.failed).toBe(0);
    expect(floor.loaded.streams).toBe(4);
  });

  it('has finite figures in order, with their sample sizes', () => {
    for (const phase of [floor.idle, floor.loaded]) {
      const { ttftMs, gapErrorMs, sendLagMs, stampErrorMs } = phase;
      for (const figure of [ttftMs, gapErrorMs, sendLagMs, stampErrorMs]) {
        if (!('n' in figure)) throw new Error(figure.absent);
        expect(figure.n).toBeGreaterThan(0);
        expect(Number.isFinite(figure.min) && Number.isFinite(figure.max)).toBe(true);
        expect(figure.min).toBeLessThanOrEqual(figure.p50 ?? figure.min);
        expect(figure.p50 ?? figure.min).toBeLessThanOrEqual(figure.max);
      }
    }
  });

  it('never sends before the due time, and never sees an event before it was sent', () => {
    for (const { sendLagMs, stampErrorMs } of [floor.idle, floor.loaded]) {
      expect('n' in sendLagMs && sendLagMs.min >= 0).toBe(true);
      expect('n' in stampErrorMs && stampErrorMs.min >= -0.05).toBe(true);
    }
  });

  it('is read back for a run on this machine, and refused on another', () => {
    const file = join(folder, 'floor.json');
    writeFileSync(file, JSON.stringify(floor));
    expect(readFloor(file)).toEqual({ ok: true, value: floor });
    const elsewhere = { ...floor, host: { ...floor.host, cpus: floor.host.cpus + 1 } };
    writeFileSync(file, JSON.stringify(elsewhere));
    expect(readFloor(file)).toMatchObject({ ok: false, problems: [{ path: 'host' }] });
  });

  it('is told in both languages', () => {
    for (const lang of ['en', 'zh'] as const) {
      const text = renderTerminal(floorDocument(floor, lang), 100);
      expect(text).toContain('n=');
      expect(text).not.toContain('undefined');
    }
  });
});
