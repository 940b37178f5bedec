import { resolve } from 'node:path';
import type { Endpoint } from '../../spec/index.ts';

interface EndpointFile {
  readonly keys: readonly string[];
  readonly file: string;
}

/** The files that an endpoint names, as they are written, with the keys that name them. */
export function endpointFiles(endpoint: Endpoint): EndpointFile[] {
  if (!('url' in endpoint)) return [];
  const files: EndpointFile[] = [];
  for (const [key, file] of Object.entries(endpoint.tls ?? {})) {
    if (file !== undefined) files.push({ keys: ['tls', key], file });
  }
  if (endpoint.tokenizer !== undefined)
    files.push({ keys: ['tokenizer'], file: endpoint.tokenizer });
  return files;
}

/** The endpoint with the files it names as absolute paths; `folder` is that of the fleet file. */
export function withAbsoluteFiles(endpoint: Endpoint, folder: string): Endpoint {
  if (!('url' in endpoint)) return endpoint;
  const { tls, tokenizer } = endpoint;
  const at = (file: string): string => resolve(folder, file);
  return {
    ...endpoint,
    ...(tls === undefined
      ? {}
      : {
          tls: {
            ...(tls.ca === undefined ? {} : { ca: at(tls.ca) }),
            ...(tls.cert === undefined ? {} : { cert: at(tls.cert) }),
            ...(tls.keyFile === undefined ? {} : { keyFile: at(tls.keyFile) }),
          },
        }),
    ...(tokenizer === undefined ? {} : { tokenizer: at(tokenizer) }),
  };
}
