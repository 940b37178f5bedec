import type { BoxView } from '../../box/index.ts';
import { countTokens, tokenPieces } from '../../quality/index.ts';
import { chatCall, messagesOf, parseObject } from '../chat-body.ts';
import { chatMl } from '../chat-template.ts';
import type { PageRequest, Reply } from '../contract.ts';
import { MetricsText } from '../prometheus.ts';
import { errorReply, headers } from './errors.ts';
import { buildInfo } from './framing.ts';

const json = (body: unknown): Reply => ({ status: 200, headers, body: JSON.stringify(body) });

/** All pages of the server but chat. */
export function page(request: PageRequest, box: BoxView): Reply | undefined {
  const { settings } = box;
  switch (`${request.method} ${request.path}`) {
    case 'GET /v1/models':
    case 'GET /models':
      return json(models(box));
    case 'GET /props':
      return json({
        default_generation_settings: { id: 0, n_ctx: settings.maxModelLen },
        total_slots: settings.engine.maxNumSeqs,
        model_path: settings.modelPath,
        build_info: buildInfo,
      });
    case 'GET /health':
      return json({ status: 'ok' });
    case 'GET /metrics':
      return {
        status: 200,
        headers: { server: 'llama.cpp', 'content-type': 'text/plain; version=0.0.4' },
        body: metricsPage(box),
      };
    case 'POST /tokenize':
      return tokenize(request.body);
    case 'POST /v1/chat/completions/input_tokens':
      return countInput(request.body);
    default:
      return undefined;
  }
}

function models(box: BoxView): object {
  const { settings } = box;
  return {
    models: [{ name: settings.model, model: settings.model, type: 'model' }],
    object: 'list',
    data: [
      {
        id: settings.model,
        object: 'model',
        created: Math.floor(box.nowS),
        owned_by: 'llamacpp',
        meta: {
          n_ctx: settings.maxModelLen,
          n_ctx_train: settings.maxModelLen,
          size: Math.round(settings.engine.law.weightBytes),
        },
      },
    ],
  };
}

function tokenize(text: string): Reply {
  const content = parseObject(text)?.['content'];
  if (typeof content !== 'string')
    return errorReply(400, 'invalid_request_error', "'content' is required");
  return json({ tokens: tokenPieces(content).map((piece) => piece.codePointAt(0) ?? 0) });
}

function countInput(text: string): Reply {
  const body = parseObject(text);
  const messages = body === undefined ? undefined : messagesOf(body);
  if (body === undefined || messages === undefined) {
    return errorReply(400, 'invalid_request_error', "'messages' is required");
  }
  return json({
    object: 'response.input_tokens',
    input_tokens: countTokens(chatMl(chatCall(body, messages))),
  });
}

/** No labels, no histograms; prompt tokens without the cached ones. */
function metricsPage(box: BoxView): string {
  const { counters } = box;
  const one = (value: number) => [[{}, value]] as const;
  return new MetricsText('plain')
    .counter(
      'llamacpp:prompt_tokens_total',
      'Number of prompt tokens processed.',
      one(counters.promptTokens - counters.prefixHits),
    )
    .counter(
      'llamacpp:prompt_tokens_cached_total',
      'Number of prompt tokens reused from cache.',
      one(counters.prefixHits),
    )
    .counter('llamacpp:prompt_seconds_total', 'Prompt process time', one(box.stats.prefill.sum))
    .counter(
      'llamacpp:tokens_predicted_total',
      'Number of generation tokens processed.',
      one(counters.generatedTokens),
    )
    .counter(
      'llamacpp:tokens_predicted_seconds_total',
      'Predict process time',
      one(box.stats.decode.sum),
    )
    .counter('llamacpp:n_decode_total', 'Total number of llama_decode() calls', one(counters.steps))
    .gauge('llamacpp:requests_processing', 'Number of requests processing.', one(box.running))
    .gauge('llamacpp:requests_deferred', 'Number of requests deferred.', one(box.waiting))
    .text();
}
