import type { BoxView } from '../../box/index.ts';
import { tokenPieces } from '../../quality/index.ts';
import { parseObject } from '../chat-body.ts';
import type { PageRequest, Reply } from '../contract.ts';
import { atLeast } from '../version.ts';
import { maxInput } from './admit.ts';
import { headers } from './errors.ts';
import { metricsPage } from './metrics.ts';

const json = (body: unknown): Reply => ({ status: 200, headers, body: JSON.stringify(body) });

/** All pages of the server but chat. */
export function page(request: PageRequest, box: BoxView): Reply | undefined {
  switch (`${request.method} ${request.path}`) {
    case 'GET /v1/models':
      return json({
        object: 'list',
        data: [
          {
            id: box.settings.modelPath,
            object: 'model',
            created: 0,
            owned_by: box.settings.modelPath,
          },
        ],
      });
    case 'GET /info':
      return json(info(box));
    case 'GET /health':
    case 'GET /ping':
      return { status: 200, headers: {}, body: '' };
    case 'GET /metrics':
      return {
        status: 200,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: metricsPage(box),
      };
    case 'POST /tokenize':
      return tokenize(request.body);
    default:
      return undefined;
  }
}

/** Lengths in effect; older versions also told batch limits and the data type. */
function info(box: BoxView): object {
  const { settings } = box;
  return {
    model_id: settings.modelPath,
    model_sha: null,
    ...(atLeast(settings.dialect.version, '2.1')
      ? {}
      : {
          model_dtype: 'torch.float16',
          model_device_type: 'cuda',
          waiting_served_ratio: 1.2,
          max_batch_total_tokens: settings.engine.kvBlocks * settings.engine.blockSize,
          max_waiting_tokens: 20,
        }),
    max_concurrent_requests: settings.maxQueue ?? 128,
    max_best_of: 2,
    max_stop_sequences: 4,
    max_input_tokens: maxInput(box),
    max_total_tokens: settings.maxModelLen,
    validation_workers: 2,
    max_client_batch_size: 4,
    router: 'text-generation-router',
    version: settings.dialect.version === 'current' ? '3.3.7' : settings.dialect.version,
    sha: null,
    docker_label: null,
  };
}

function tokenize(text: string): Reply {
  const inputs = parseObject(text)?.['inputs'];
  if (typeof inputs !== 'string')
    return { status: 422, headers: {}, body: 'missing field `inputs`' };
  let start = 0;
  return json(
    tokenPieces(inputs).map((piece) => {
      const from = start;
      start += piece.length;
      return { id: piece.codePointAt(0) ?? 0, text: piece, start: from, stop: start };
    }),
  );
}
