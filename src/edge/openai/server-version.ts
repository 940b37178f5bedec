import type { HttpProbe } from '../../base/index.ts';
import type { ServerKind } from '../../spec/index.ts';
import { isRecord, parseJson, textAt } from './json-value.ts';

interface VersionPage {
  readonly path: string;
  readonly member: string;
  readonly server: ServerKind;
}

/** Pages that tell a version, beside /v1. LMDeploy has none. */
const versionPages: readonly VersionPage[] = [
  { server: 'vllm', path: '/version', member: 'version' },
  { server: 'tgi', path: '/info', member: 'version' },
  { server: 'sglang', path: '/server_info', member: 'version' },
  { server: 'sglang', path: '/get_server_info', member: 'version' },
  { server: 'llamacpp', path: '/props', member: 'build_info' },
];

/**
 * Asks the pages of that kind of server for its version; undefined where none tells. A server of
 * unknown kind is only asked for TGI's page, which names itself.
 */
export async function serverVersion(
  root: string,
  server: ServerKind | undefined,
  probe: HttpProbe,
): Promise<{ readonly server: ServerKind; readonly version: string } | undefined> {
  for (const page of versionPages.filter((each) => each.server === (server ?? 'tgi'))) {
    const answer = await probe.get(`${root}${page.path}`);
    if (answer.kind !== 'answer' || answer.status !== 200) continue;
    const body = parseJson(answer.body);
    const version = isRecord(body) ? textAt(body, page.member) : undefined;
    const isNamed = server !== undefined || (isRecord(body) && 'router' in body);
    if (version !== undefined && isNamed) return { server: page.server, version };
  }
  return undefined;
}
