import { didYouMean } from '../did-you-mean.ts';
import type { DataPath, Finding } from '../parse/finding.ts';
import { shown } from '../parse/shown.ts';
import { checkAllow } from './check-allow.ts';
import { checkCatalogueNames } from './check-catalogue-names.ts';
import { checkDirect } from './check-direct.ts';
import { duplicates, duplicatesIn } from './duplicates.ts';
import { keysOf, listOf, memberOf, numberOf, textOf } from './loose.ts';

const forms = ['url', 'vote', 'failover'] as const;

/** What only the whole fleet shows: ids, members of virtual endpoints, catalogue names, addresses. */
export function checkFleet(fleet: unknown): Finding[] {
  const endpoints = listOf(memberOf(fleet, 'endpoints'));
  const at = (i: number, ...rest: readonly (string | number)[]): DataPath => [
    'endpoints',
    i,
    ...rest,
  ];
  const ids = endpoints.map((endpoint, i) => ({
    path: at(i, 'id'),
    value: memberOf(endpoint, 'id'),
  }));
  return [
    ...duplicates(ids, 'endpoint id'),
    ...endpoints.flatMap((endpoint, i) => [
      ...oneForm(endpoint, at(i)),
      ...checkBox(memberOf(endpoint, 'box'), at(i, 'box')),
      ...checkDirect(endpoint, at(i)),
      ...virtualEndpoint(endpoint, at(i), endpoints),
    ]),
    ...checkAllow(fleet),
  ];
}

function oneForm(endpoint: unknown, path: DataPath): Finding[] {
  const given = forms.filter((form) => memberOf(endpoint, form) !== undefined);
  if (given.length < 2) return [];
  return [
    {
      path,
      expected: 'either url, vote or failover',
      seen: given.join(' and '),
      hint: 'make two endpoints of it',
    },
  ];
}

function checkBox(box: unknown, path: DataPath): Finding[] {
  const found = checkCatalogueNames(box, path);
  const [count, parallel] = [
    numberOf(memberOf(box, 'count')),
    numberOf(memberOf(box, 'tensorParallel')),
  ];
  if (count !== undefined && parallel !== undefined && parallel > count) {
    found.push({
      path: [...path, 'tensorParallel'],
      expected: `at most the ${count} GPUs of the box`,
      seen: String(parallel),
    });
  }
  return found;
}

function virtualEndpoint(endpoint: unknown, path: DataPath, all: readonly unknown[]): Finding[] {
  const form = memberOf(endpoint, 'vote') !== undefined ? 'vote' : 'failover';
  const rule = memberOf(endpoint, form);
  if (rule === undefined) return [];
  const here = [...path, form];
  const members = listOf(memberOf(rule, 'members'));
  return [
    ...members.flatMap((member, i) => memberFinding(member, [...here, 'members', i], all)),
    ...duplicatesIn([...here, 'members'], members, 'member'),
    ...(form === 'vote' ? voting(rule, here, members, all) : []),
  ];
}

function memberFinding(member: unknown, path: DataPath, all: readonly unknown[]): Finding[] {
  const id = textOf(member);
  if (id === undefined) return [];
  const direct = all.filter(
    (e) => memberOf(e, 'vote') === undefined && memberOf(e, 'failover') === undefined,
  );
  const names = direct.flatMap((e) => textOf(memberOf(e, 'id')) ?? []);
  if (names.includes(id)) return [];
  const virtual = all.some((e) => memberOf(e, 'id') === id);
  const hint = didYouMean(id, names) ?? `endpoints with a url: ${names.join(', ') || 'none'}`;
  return [
    virtual
      ? {
          path,
          expected: 'an endpoint with a url',
          seen: `${shown(id)}, which is itself virtual`,
          hint,
        }
      : { path, expected: 'the id of an endpoint of this fleet', seen: shown(id), hint },
  ];
}

function voting(
  vote: unknown,
  path: DataPath,
  members: readonly unknown[],
  all: readonly unknown[],
): Finding[] {
  const rule = memberOf(vote, 'rule') ?? 'majority';
  const weights = memberOf(vote, 'weights');
  const found: Finding[] = [];
  if (rule === 'majority' && members.length === 2) {
    found.push({
      path: [...path, 'members'],
      expected: 'at least 3 members for a majority',
      seen: '2',
      hint: 'two voters that differ have no majority: add a third, or use rule: unanimous or weighted',
    });
  }
  for (const name of keysOf(weights)) {
    if (members.includes(name)) continue;
    const hint = didYouMean(
      name,
      members.flatMap((m) => textOf(m) ?? []),
    );
    found.push({
      path: [...path, 'weights', name],
      at: 'key',
      expected: 'a member of this vote',
      seen: shown(name),
      ...(hint === undefined ? {} : { hint }),
    });
  }
  const missing = members.filter(
    (m) => typeof m === 'string' && memberOf(weights, m) === undefined,
  );
  if (rule === 'weighted' && missing.length > 0) {
    found.push({
      path: [...path, 'weights'],
      expected: 'a weight for each member',
      seen: `none for ${missing.join(', ')}`,
    });
  }
  const arbiter = memberOf(vote, 'arbiter');
  if (members.includes(arbiter) && arbiter !== undefined) {
    found.push({
      path: [...path, 'arbiter'],
      expected: 'an endpoint that does not vote itself',
      seen: shown(arbiter),
    });
  }
  return [...found, ...memberFinding(arbiter, [...path, 'arbiter'], all)];
}
