import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Clock, fail, ok, type Problem, type Result } from '../../base/index.ts';
import { type ClosableHttpProbe, httpProbe } from '../../edge/http-probe.ts';
import { requestHeaders, type TransportSettings } from '../../edge/openai/index.ts';
import type { DirectEndpoint, Fleet } from '../../spec/index.ts';

/** Everything of an endpoint that files and environment hold, read once; keys stay in memory only. */
export interface EndpointWiring {
  readonly endpoint: DirectEndpoint;
  settingsFor(model: string, clock: Clock): TransportSettings;
  probe(): ClosableHttpProbe;
  /** For a page beside the endpoint; its credentials go along to its own host only. */
  probeFor(url: string): ClosableHttpProbe;
}

/** Reads key, certificates and headers of each endpoint; every problem of every endpoint at once. */
export function wireEndpoints(
  fleet: Fleet,
  endpoints: readonly DirectEndpoint[],
  fleetFile: string,
): Result<readonly EndpointWiring[]> {
  const problems: Problem[] = [];
  const wired = endpoints.map((endpoint) => {
    const key = apiKeyOf(endpoint, fleetFile);
    const tls = tlsOf(endpoint, fleetFile);
    if (!key.ok) problems.push(...key.problems);
    if (!tls.ok) problems.push(...tls.problems);
    const connection = {
      ...(fleet.allow === undefined ? {} : { allow: fleet.allow }),
      ...(tls.ok && tls.value !== undefined ? { tls: tls.value } : {}),
    };
    const credentials = {
      ...(key.ok && key.value !== undefined ? { apiKey: key.value } : {}),
      ...(endpoint.headers === undefined ? {} : { headers: endpoint.headers }),
    };
    return {
      endpoint,
      settingsFor: (model: string, clock: Clock): TransportSettings => ({
        ...connection,
        ...credentials,
        url: endpoint.url,
        model,
        clock,
        server: endpoint.server,
        ...(endpoint.extraBody === undefined ? {} : { extraBody: endpoint.extraBody }),
      }),
      probe: () => httpProbe({ ...connection, headers: requestHeaders(credentials) }),
      probeFor: (url: string) =>
        hostOf(url) === hostOf(endpoint.url)
          ? httpProbe({ ...connection, headers: requestHeaders(credentials) })
          : httpProbe(connection),
    };
  });
  return problems.length > 0 ? { ok: false, problems } : ok(wired);
}

/** Name or address without the port: engine and exporters of one box share it. */
const hostOf = (url: string): string => new URL(url).hostname;

function apiKeyOf(endpoint: DirectEndpoint, file: string): Result<string | undefined> {
  const name = endpoint.apiKeyEnv;
  if (name === undefined) return ok(undefined);
  const value = process.env[name];
  if (value !== undefined && value !== '') return ok(value);
  return fail({
    file,
    path: `endpoints.${endpoint.id}.apiKeyEnv`,
    expected: `the environment variable ${name} to hold the key`,
    seen: value === undefined ? 'no such variable' : 'an empty variable',
    hint: `export ${name}=... before the run`,
  });
}

interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

function tlsOf(endpoint: DirectEndpoint, file: string): Result<TlsFiles | undefined> {
  const { tls } = endpoint;
  if (tls === undefined) return ok(undefined);
  const read: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const [role, name] of [
    ['ca', tls.ca],
    ['cert', tls.cert],
    ['key', tls.keyFile],
  ] as const) {
    if (name === undefined) continue;
    try {
      read[role] = readFileSync(resolve(dirname(file), name), 'utf8');
    } catch (error) {
      problems.push({
        file,
        path: `endpoints.${endpoint.id}.tls`,
        expected: `a readable file for ${role}`,
        seen: name,
        hint: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return problems.length > 0 ? { ok: false, problems } : ok(read);
}
