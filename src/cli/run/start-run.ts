import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { canonicalJson, contentHash } from '../../base/index.ts';
import type { ResolvedPlan } from '../../edge/files/index.ts';
import type { EndpointIdentity, Manifest } from '../../record/index.ts';
import { packageRoot, packageVersion } from '../package.ts';
import { bundleHashes, type ScenarioBundle } from './scenario-bundle.ts';
import { ladderOf } from './suites.ts';

export interface ManifestInput {
  readonly runId: string;
  readonly resolved: ResolvedPlan;
  readonly bundles: readonly ScenarioBundle[];
  readonly scheduleHash: string;
  readonly transport: Manifest['transport'];
  readonly workers: number;
  readonly inputs: Readonly<Record<string, string>>;
  readonly identities: readonly EndpointIdentity[];
  readonly skipped: readonly string[];
  readonly lang: 'en' | 'zh';
  readonly startedAtMs: number;
  readonly floor?: unknown;
}

/** The manifest as it is written before the first request; `ended` follows at the end. */
export function startManifest(input: ManifestInput): Manifest {
  const { resolved, bundles } = input;
  const { plan } = resolved;
  const hashes = bundles.map((b) => [b.scenario.id, bundleHashes(b)] as const);
  const commit = gitCommit();
  const model = cpus()[0]?.model;
  return {
    schema: 'steelyard.manifest/1',
    runId: input.runId,
    plan: plainJson(plan),
    fleet: plainJson({ ...resolved.fleet, endpoints: resolved.endpoints }),
    loadPoints: plainJson(ladderOf(plan)),
    seed: plan.seed,
    lang: input.lang,
    hashes: {
      plan: contentHash(canonicalJson(plainJson(plan))),
      schedule: input.scheduleHash,
      scenarios: Object.fromEntries(hashes.map(([id, h]) => [id, h.scenario])),
      suites: Object.fromEntries(hashes.map(([id, h]) => [id, h.suite])),
      inputs: input.inputs,
    },
    versions: {
      steelyard: packageVersion(),
      node: process.version,
      ...(commit === undefined ? {} : { gitCommit: commit }),
    },
    host: {
      platform: `${process.platform}-${process.arch}`,
      cpus: cpus().length,
      memoryBytes: totalmem(),
      ...(model === undefined ? {} : { cpuModel: model }),
    },
    transport: input.transport,
    workers: input.workers,
    startedAt: new Date(input.startedAtMs).toISOString(),
    identities: input.identities,
    skipped: input.skipped,
    store: plan.store,
    ...(input.floor === undefined ? {} : { floor: input.floor }),
  };
}

/** Commit of the checkout that runs; absent in an installed package. */
function gitCommit(): string | undefined {
  try {
    const said = execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: packageRoot(),
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    });
    return said.trim() || undefined;
  } catch {
    return undefined;
  }
}

const plainJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
