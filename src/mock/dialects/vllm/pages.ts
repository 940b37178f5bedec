import type { BoxView } from '../../box/box-view.ts';
import { countTokens, tokenPieces } from '../../quality/index.ts';
import { chatCall, messagesOf, parseObject } from '../chat-body.ts';
import { chatMl } from '../chat-template.ts';
import type { PageRequest, Reply } from '../contract.ts';
import { atLeast } from '../version.ts';
import { errorReply } from './errors.ts';
import { jsonHeaders, textHeaders } from './headers.ts';
import { metricsPage } from './metrics.ts';
import { reportedVersion } from './reported-version.ts';

const json = (body: unknown): Reply => ({
  status: 200,
  headers: jsonHeaders,
  body: JSON.stringify(body),
});
const empty: Reply = { status: 200, headers: { server: 'uvicorn' }, body: '' };

/** All pages of the server but chat. */
export function page(request: PageRequest, box: BoxView): Reply | undefined {
  const { settings } = box;
  switch (`${request.method} ${request.path}`) {
    case 'GET /v1/models':
      return json({ object: 'list', data: [modelCard(box)] });
    case 'GET /version':
      return json({ version: reportedVersion(box) });
    case 'GET /health':
      return empty;
    case 'GET /ping':
    case 'POST /ping':
      return atLeast(settings.dialect.version, '0.8.0') ? empty : undefined;
    case 'GET /metrics':
      return {
        status: 200,
        headers: { ...textHeaders, 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
        body: metricsPage(box),
      };
    case 'POST /tokenize':
      return tokenize(request.body, box);
    case 'POST /reset_prefix_cache':
      return empty;
    case 'GET /load':
      return json({ server_load: box.running + box.waiting });
    default:
      return undefined;
  }
}

function modelCard(box: BoxView): object {
  const { settings } = box;
  const lie = settings.lies.find((l) => l.kind === 'context-lie');
  const created = Math.floor(box.nowS);
  return {
    id: settings.model,
    object: 'model',
    created,
    owned_by: 'vllm',
    root: settings.modelPath,
    parent: null,
    max_model_len: lie?.advertised ?? settings.maxModelLen,
    permission: [
      {
        id: 'modelperm-00000000000000000000000000000000',
        object: 'model_permission',
        created,
        allow_create_engine: false,
        allow_sampling: true,
        allow_logprobs: true,
        allow_search_indices: false,
        allow_view: true,
        allow_fine_tuning: false,
        organization: '*',
        group: null,
        is_blocking: false,
      },
    ],
  };
}

/** `{prompt}` or `{messages, tools}`; it does not enforce the limit. */
function tokenize(text: string, box: BoxView): Reply {
  const { version } = box.settings.dialect;
  const body = parseObject(text);
  const messages = body === undefined ? undefined : messagesOf(body);
  const prompt = body?.['prompt'];
  const input =
    body !== undefined && messages !== undefined
      ? chatMl(chatCall(body, messages))
      : typeof prompt === 'string'
        ? prompt
        : undefined;
  if (input === undefined) {
    return errorReply(version, {
      status: 400,
      type: 'BadRequestError',
      message: 'prompt or messages is required',
    });
  }
  return json({
    count: countTokens(input),
    max_model_len: box.settings.maxModelLen,
    tokens: tokenPieces(input).map((piece) => piece.codePointAt(0) ?? 0),
    ...(atLeast(version, '0.10.0') ? { token_strs: null } : {}),
  });
}
