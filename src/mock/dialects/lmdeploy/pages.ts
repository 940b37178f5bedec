import type { BoxView } from '../../box/index.ts';
import { tokenPieces } from '../../quality/index.ts';
import { parseObject } from '../chat-body.ts';
import type { PageRequest, Reply } from '../contract.ts';
import { atLeast } from '../version.ts';
import { errorReply, headers } from './errors.ts';
import { metricsPage } from './metrics.ts';

const json = (body: unknown): Reply => ({ status: 200, headers, body: JSON.stringify(body) });

/** All pages of the server but chat; there is none that tells version or length. */
export function page(request: PageRequest, box: BoxView): Reply | undefined {
  const { version } = box.settings.dialect;
  switch (`${request.method} ${request.path}`) {
    case 'GET /v1/models':
      return json({ object: 'list', data: [modelCard(box)] });
    case 'GET /health':
      return atLeast(version, '0.16')
        ? json({ status: 'healthy', message: 'OK' })
        : { status: 200, headers: { server: 'uvicorn' }, body: '' };
    case 'GET /metrics':
      if (!atLeast(version, '0.10')) return undefined;
      return {
        status: 200,
        headers: { server: 'uvicorn', 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
        body: metricsPage(box),
      };
    case 'POST /v1/encode':
      return encode(request.body);
    default:
      return undefined;
  }
}

function modelCard(box: BoxView): object {
  return {
    id: box.settings.model,
    object: 'model',
    created: Math.floor(box.startedS),
    owned_by: 'lmdeploy',
    root: box.settings.model,
    parent: null,
    permission: [{ id: 'modelperm-0', object: 'model_permission', allow_sampling: true }],
  };
}

function encode(text: string): Reply {
  const input = parseObject(text)?.['input'];
  if (typeof input !== 'string')
    return errorReply(400, 'invalid_request_error', 'Field required: input');
  const ids = tokenPieces(input).map((piece) => piece.codePointAt(0) ?? 0);
  return json({ input_ids: ids, length: ids.length });
}
