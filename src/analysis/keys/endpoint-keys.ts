import { canonicalJson } from '../../base/index.ts';
import type { EndpointIdentity } from '../../record/index.ts';
import type { Fleet } from '../../spec/index.ts';

/** What identifies a side of a comparison: name to text; a value that is not known is not in it. */
export type ResultKeys = Readonly<Record<string, string>>;

/** A key in which two results differ; a value not known on a side is "-". */
export interface KeyDifference {
  readonly key: string;
  readonly baseline: string;
  readonly candidate: string;
}

/** Box and software of an endpoint, as declared in the fleet and as it named itself before the run. */
export function endpointKeys(
  fleet: Fleet,
  identities: readonly EndpointIdentity[],
  endpoint: string,
): ResultKeys {
  const declared = fleet.endpoints.find((e) => e.id === endpoint);
  const seen = identities.find((i) => i.endpoint === endpoint);
  const { price: _, ...box } = declared?.box ?? {};
  const direct = declared !== undefined && 'url' in declared ? declared : undefined;
  return texts({
    ...Object.fromEntries(Object.entries(box).map(([key, value]) => [`box.${key}`, value])),
    model: direct?.model,
    extraBody: direct?.extraBody,
    tokenizer: direct?.tokenizer,
    virtual:
      declared === undefined || 'url' in declared
        ? undefined
        : 'vote' in declared
          ? declared.vote
          : declared.failover,
    'seen.server': seen?.server,
    'seen.serverVersion': seen?.serverVersion,
    'seen.servedModel': seen?.servedModel,
    'seen.advertisedContext': seen?.advertisedContext,
    'seen.systemFingerprint': seen?.systemFingerprint,
  });
}

/** Values as text, unknown ones left out. */
export const texts = (values: Readonly<Record<string, unknown>>): ResultKeys =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined
        ? []
        : [[key, typeof value === 'object' ? canonicalJson(value) : String(value)]],
    ),
  );

/** Every key in which two sides differ, in order of their names. */
export function differingKeys(baseline: ResultKeys, candidate: ResultKeys): KeyDifference[] {
  const names = [...new Set([...Object.keys(baseline), ...Object.keys(candidate)])].sort();
  return names.flatMap((key) => {
    const [a, b] = [baseline[key] ?? '-', candidate[key] ?? '-'];
    return a === b ? [] : [{ key, baseline: a, candidate: b }];
  });
}
