import type { BoxView } from '../../box/index.ts';
import { countTokens, tokenPieces } from '../../quality/index.ts';
import { parseObject } from '../chat-body.ts';
import type { PageRequest, Reply } from '../contract.ts';
import { maxRequestInput } from './admit.ts';
import { errorReply, headers } from './errors.ts';
import { metricsPage } from './metrics.ts';

/** The release that `current` stands for. */
const NEWEST = '0.5.9';
const json = (body: unknown): Reply => ({ status: 200, headers, body: JSON.stringify(body) });
const empty: Reply = { status: 200, headers: { server: 'uvicorn' }, body: '' };

/** All pages of the server but chat. */
export function page(request: PageRequest, box: BoxView): Reply | undefined {
  switch (`${request.method} ${request.path}`) {
    case 'GET /v1/models':
      return json({
        object: 'list',
        data: [
          {
            id: box.settings.model,
            object: 'model',
            created: Math.floor(box.nowS),
            owned_by: 'sglang',
            root: box.settings.model,
            parent: null,
            max_model_len: box.settings.maxModelLen,
          },
        ],
      });
    case 'GET /server_info':
    case 'GET /get_server_info':
      return json(serverInfo(box));
    case 'GET /model_info':
    case 'GET /get_model_info':
      return json({ model_path: box.settings.modelPath, is_generation: true });
    case 'GET /health':
    case 'GET /health_generate':
    case 'POST /flush_cache':
      return empty;
    case 'GET /metrics':
      return {
        status: 200,
        headers: { server: 'uvicorn', 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
        body: metricsPage(box),
      };
    case 'POST /tokenize':
    case 'POST /v1/tokenize':
      return tokenize(request.body, box);
    default:
      return undefined;
  }
}

function serverInfo(box: BoxView): object {
  const { engine, maxModelLen, modelPath, dialect } = box.settings;
  return {
    model_path: modelPath,
    context_length: maxModelLen,
    tp_size: engine.law.gpus,
    chunked_prefill_size: engine.maxBatchedTokens,
    max_running_requests: engine.maxNumSeqs,
    page_size: engine.blockSize,
    max_total_num_tokens: engine.kvBlocks * engine.blockSize,
    max_req_input_len: maxRequestInput(box),
    internal_states: [{ last_gen_throughput: 0 }],
    version: dialect.version === 'current' ? NEWEST : dialect.version,
  };
}

function tokenize(text: string, box: BoxView): Reply {
  const prompt = parseObject(text)?.['prompt'];
  if (typeof prompt !== 'string') return errorReply(400, 'BadRequest', 'prompt: Field required');
  return json({
    tokens: tokenPieces(prompt).map((piece) => piece.codePointAt(0) ?? 0),
    count: countTokens(prompt),
    max_model_len: box.settings.maxModelLen,
  });
}
