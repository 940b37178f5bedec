import type { HttpAnswer } from '../../base/index.ts';
import type { ServerKind } from '../../spec/index.ts';
import { isRecord, numberAt, parseJson, recordAt, textAt } from './json-value.ts';

/** One entry of /v1/models. */
export interface ListedModel {
  readonly id: string;
  /** What the server says a request may hold; a claim, to be probed. */
  readonly contextTokens?: number;
  readonly ownedBy?: string;
}

/** Models of a /v1/models answer; undefined where the answer is no such list. */
export function readModelList(body: string): readonly ListedModel[] | undefined {
  const value = parseJson(body);
  const data = isRecord(value) ? value['data'] : undefined;
  if (!Array.isArray(data)) return undefined;
  return data.flatMap((entry: unknown) => {
    if (!isRecord(entry)) return [];
    const id = textAt(entry, 'id');
    if (id === undefined) return [];
    const meta = recordAt(entry, 'meta');
    const contextTokens = numberAt(entry, 'max_model_len') ?? (meta && numberAt(meta, 'n_ctx'));
    const ownedBy = textAt(entry, 'owned_by');
    return [
      {
        id,
        ...(contextTokens === undefined ? {} : { contextTokens }),
        ...(ownedBy === undefined ? {} : { ownedBy }),
      },
    ];
  });
}

/** The kind of server by its own words in that answer; undefined where they do not tell. */
export function serverOf(
  answer: HttpAnswer & { kind: 'answer' },
  models: readonly ListedModel[],
): ServerKind | undefined {
  if (answer.headers['server']?.startsWith('llama.cpp') === true) return 'llamacpp';
  const owner = models.find(({ ownedBy }) => ownedBy !== undefined)?.ownedBy;
  return owner === undefined ? undefined : owners[owner];
}

const owners: Readonly<Record<string, ServerKind>> = {
  vllm: 'vllm',
  'vllm-frontend-rs': 'vllm',
  lmdeploy: 'lmdeploy',
  sglang: 'sglang',
  llamacpp: 'llamacpp',
};
