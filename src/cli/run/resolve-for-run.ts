import { fail, ok, type Result } from '../../base/index.ts';
import { type ResolvedPlan, resolvePlan } from '../../edge/files/index.ts';
import { packageRoot } from '../package.ts';

export interface RunOverrides {
  readonly seed?: number;
  readonly only?: readonly string[];
}

/** The plan with its files, and with what the command line changes of it. */
export async function resolveForRun(
  planFile: string,
  { seed, only }: RunOverrides,
): Promise<Result<ResolvedPlan>> {
  const resolved = await resolvePlan(planFile, {
    packageRoot: packageRoot(),
    workingDirectory: process.cwd(),
  });
  if (!resolved.ok) return resolved;
  const { plan, endpoints } = resolved.value;
  const known = endpoints.map((e) => e.id);
  const unknown = only?.filter((id) => !known.includes(id)) ?? [];
  if (unknown.length > 0) {
    return fail({
      file: '--only',
      expected: `endpoints of the plan: ${known.join(', ')}`,
      seen: unknown.join(', '),
    });
  }
  return ok({
    ...resolved.value,
    plan: seed === undefined ? plan : { ...plan, seed },
    endpoints: only === undefined ? endpoints : endpoints.filter((e) => only.includes(e.id)),
  });
}
