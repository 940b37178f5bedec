import type { EndpointIdentity } from '../../../record/index.ts';
import type { AttestationTerm, Box } from '../../../spec/index.ts';
import type { CheckTerm } from '../schema.ts';

type Claims = AttestationTerm['attest'];

/** What a claim can be held against: the server's own word first, the fleet file's only to contradict. */
export interface Attested {
  readonly identity: EndpointIdentity | undefined;
  /** As the vendor declared it; a declaration that repeats the claim proves nothing. */
  readonly box: Box | undefined;
}

/**
 * One line a claimed value. PASS where the box itself was seen to be it, FAIL where it was seen to be
 * something else or is declared as something else, NOT PROVEN where nobody but the vendor says so.
 */
export function attestTerms(
  term: AttestationTerm,
  endpoint: string,
  { identity, box }: Attested,
): CheckTerm[] {
  const seen: Partial<Record<keyof Claims, string>> = {
    ...(identity?.server === undefined ? {} : { framework: identity.server }),
    ...(identity?.serverVersion === undefined ? {} : { frameworkVersion: identity.serverVersion }),
    ...(identity?.servedModel === undefined ? {} : { model: identity.servedModel }),
  };
  return Object.entries(term.attest).flatMap(([name, claimed]): CheckTerm[] => {
    if (claimed === undefined) return [];
    const key = name as keyof Claims;
    const wanted = String(claimed);
    const own = seen[key];
    const declaredValue = box?.[key];
    const declared = declaredValue === undefined ? undefined : String(declaredValue);
    const shared = {
      id: `${term.id}.${name}`,
      kind: term.kind,
      metric: 'attest',
      statistic: name,
      endpoint,
      rule: { kind: 'attest' as const, value: wanted },
      warnings: [],
    };
    if (own !== undefined) {
      const same = matches(key, wanted, own);
      return [
        {
          ...shared,
          value: own,
          result: same ? 'PASS' : 'FAIL',
          reason: { code: same ? 'seen-as-claimed' : 'seen-otherwise' },
        },
      ];
    }
    const contradicted = declared !== undefined && !matches(key, wanted, declared);
    return [
      {
        ...shared,
        ...(declared === undefined ? {} : { value: declared }),
        result: contradicted ? 'FAIL' : 'NOT PROVEN',
        reason: {
          code: contradicted
            ? 'declared-otherwise'
            : declared === undefined
              ? 'not-observed'
              : 'only-declared',
        },
      },
    ];
  });
}

/** Versions with or without a leading v, model names by their last part and without regard to case. */
function matches(key: keyof Claims, claimed: string, seen: string): boolean {
  const plain = (text: string): string => text.trim().toLowerCase();
  const [a, b] = [plain(claimed), plain(seen)];
  if (a === b) return true;
  if (key === 'frameworkVersion') return a.replace(/^v/, '') === b.replace(/^v/, '');
  return key === 'model' && a.split('/').at(-1) === b.split('/').at(-1);
}
