import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { commands } from '../../src/cli/commands/index.ts';
import { packageRoot } from '../../src/cli/package.ts';
import { readFleet } from '../../src/mock/index.ts';
import { parseFleet, parsePlan } from '../../src/spec/index.ts';

const root = packageRoot();
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

const serviceSchema = z.object({
  build: z.string().optional(),
  image: z.string(),
  command: z.array(z.string()),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  volumes: z.array(z.string()).optional(),
  network_mode: z.string().optional(),
  networks: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
});
const { services, volumes, networks } = z
  .object({
    services: z.object({ mock: serviceSchema, run: serviceSchema }),
    volumes: z.record(z.string(), z.unknown()),
    networks: z.record(z.string(), z.unknown()),
  })
  .parse(parse(text('docker-compose.yml')));

/** What follows `flag` in a command line. */
const after = (command: readonly string[], flag: string): string | undefined =>
  command[command.indexOf(flag) + 1];

const fleetFile = services.mock.command[1] ?? '';
const planFile = services.run.command[1] ?? '';
const portBase = Number(after(services.mock.command, '--port-base'));

test('every service gives a command that the program has', () => {
  const known = commands.map((c) => c.name);
  for (const { command } of Object.values(services)) expect(known).toContain(command[0]);
});

test('every file that a service names exists', () => {
  for (const file of [fleetFile, planFile]) expect(existsSync(join(root, file)), file).toBe(true);
  expect(existsSync(join(root, 'Dockerfile'))).toBe(true);
});

test('the health check asks the last port that the mock fleet opens', async () => {
  const fleet = await readFleet(join(root, fleetFile));
  if (!fleet.ok) throw new Error(JSON.stringify(fleet.problems));
  const last = portBase + fleet.value.fleet.boxes.length - 1;
  expect(services.mock.healthcheck?.test.join(' ')).toContain(`http://127.0.0.1:${last}/health`);
});

test('the fleet file of the run names the boxes at the ports where the mock opens them', async () => {
  const plan = parsePlan(text(planFile), planFile);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  const path = join(dirname(planFile), plan.value.fleet);
  const fleet = parseFleet(text(path), path);
  const mock = await readFleet(join(root, fleetFile));
  if (!fleet.ok || !mock.ok) throw new Error('a file of the compose set-up is not valid');
  const expected = mock.value.fleet.boxes.map((box, index) => [
    box.id,
    `http://127.0.0.1:${portBase + index}/v1`,
  ]);
  const named = fleet.value.endpoints.map((e) => [e.id, 'url' in e ? e.url : undefined]);
  expect(named).toEqual(expected);
});

test('the run starts when the mock is healthy, in its network, and keeps its results', () => {
  expect(services.run.depends_on?.['mock']?.condition).toBe('service_healthy');
  expect(services.mock.healthcheck).toBeDefined();
  expect(services.run.network_mode).toBe('service:mock');
  const [volume, target] = (services.run.volumes?.[0] ?? '').split(':');
  expect(Object.keys(volumes)).toContain(volume);
  // run writes reports/<plan>-<time> under the image's working directory.
  const workdir = /^WORKDIR (\S+)$/m.exec(text('Dockerfile'))?.[1];
  expect(target).toBe(`${workdir}/reports`);
  for (const name of services.mock.networks ?? []) expect(Object.keys(networks)).toContain(name);
});

test('the image starts the file that the package names as its command', () => {
  const manifest: unknown = JSON.parse(text('package.json'));
  const { bin } = z.object({ bin: z.object({ steelyard: z.string() }) }).parse(manifest);
  expect(text('Dockerfile')).toContain(`ENTRYPOINT ["node", "${bin.steelyard}"]`);
  expect(services.run.image).toBe(services.mock.image);
  for (const { build } of Object.values(services)) expect(build).toBe('.');
});
