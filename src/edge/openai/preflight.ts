import { type Clock, type HttpAnswer, type HttpProbe, ms } from '../../base/index.ts';
import type { ChatRequest, Transport } from '../../load/index.ts';
import type { EndpointIdentity, Exchange } from '../../record/index.ts';
import type { DirectEndpoint } from '../../spec/index.ts';
import { type ListedModel, readModelList, serverOf } from './model-list.ts';
import {
  type Advice,
  type AdviceContext,
  failureAdvice,
  modelChoiceAdvice,
} from './preflight-advice.ts';
import { refusal } from './refused-body.ts';
import { responseHead } from './response-head.ts';
import { serverVersion } from './server-version.ts';

export interface PreflightPorts {
  readonly clock: Clock;
  /** Bears the endpoint's headers and key; its failures are values. */
  readonly probe: HttpProbe;
  /** A transport that asks for that model; closed again by preflight. */
  transportFor(model: string): Transport;
}

export interface PreflightOptions {
  /** The plan's `timeoutS`, in ms. */
  readonly timeoutMs: number;
  /** False where nothing of the plan counts tokens; then usage may be missing. */
  readonly needsTokens: boolean;
}

/** What preflight learnt; `model` is the one to ask for, absent where none could be chosen. */
export interface PreflightResult {
  readonly identity: EndpointIdentity;
  readonly model?: string;
}

/**
 * Asks an endpoint once, as the run will: models, health, version, then one streamed answer. Never
 * rejects: an endpoint that cannot be used has `preflight.kind` failed with cause and cure.
 */
export async function preflight(
  endpoint: DirectEndpoint,
  request: Omit<ChatRequest, 'deadlineMs'>,
  ports: PreflightPorts,
  options: PreflightOptions,
): Promise<PreflightResult> {
  const context = {
    url: endpoint.url,
    apiKeyEnv: endpoint.apiKeyEnv,
    timeoutMs: options.timeoutMs,
  };
  const base = endpoint.url.replace(/\/+$/, '');
  const discovery = await discover(endpoint, base, ports.probe);
  const { models, known, blocked } = discovery;
  const failed = (advice: Advice, more: Partial<EndpointIdentity> = {}): EndpointIdentity => ({
    endpoint: endpoint.id,
    preflight: { kind: 'failed', ...advice },
    ...known,
    ...more,
  });
  const names = models?.map(({ id }) => id);
  if (blocked !== undefined) {
    const asked = { ...context, model: endpoint.model, models: names };
    return { identity: failed(failureAdvice(blocked, asked)) };
  }
  const model = endpoint.model ?? (names?.length === 1 ? names[0] : undefined);
  if (model === undefined) return { identity: failed(modelChoiceAdvice(names, endpoint.url)) };
  const about = { ...context, model, models: names };

  const transport = ports.transportFor(model);
  const deadlineMs = ms(ports.clock.now() + options.timeoutMs);
  const exchange = await transport.send({ ...request, deadlineMs }, neverCancelled);
  await transport.close();

  const learnt: Partial<EndpointIdentity> = {
    ...(exchange.servedModel === undefined ? {} : { servedModel: exchange.servedModel }),
    ...(exchange.systemFingerprint === undefined
      ? {}
      : { systemFingerprint: exchange.systemFingerprint }),
    ...advertised(models, model),
    ...(exchange.outcome.kind === 'completed'
      ? { usageReported: exchange.tokenSource === 'usage' }
      : {}),
  };
  const advice = exchangeAdvice(exchange, about, options.needsTokens);
  if (advice !== undefined) return { identity: failed(advice, learnt), model };
  const identity: EndpointIdentity = {
    endpoint: endpoint.id,
    preflight: { kind: 'ok', ...speed(exchange) },
    ...known,
    ...learnt,
  };
  return { identity, model };
}

interface Discovery {
  readonly models?: readonly ListedModel[];
  readonly known: Partial<EndpointIdentity>;
  /** A failure after which the streamed request need not be tried. */
  readonly blocked?: { readonly code: string; readonly message: string };
}

async function discover(
  endpoint: DirectEndpoint,
  base: string,
  probe: HttpProbe,
): Promise<Discovery> {
  const answer = await probe.get(`${base}/models`);
  if (answer.kind === 'unreachable') return { known: {}, blocked: answer };
  if (answer.status === 401 || answer.status === 403) return { known: {}, blocked: why(answer) };
  const models = answer.status === 200 ? readModelList(answer.body) : undefined;
  if (models === undefined) {
    // Gateways without a list of models exist; only a web page is surely no API.
    const seen = why(answer);
    return seen.code === 'html' ? { known: {}, blocked: seen } : { known: {} };
  }
  const said = endpoint.server === 'auto' ? serverOf(answer, models) : endpoint.server;
  const root = base.replace(/\/v\d+$/, '');
  const version = said === 'openai' ? undefined : await serverVersion(root, said, probe);
  const server = said ?? version?.server;
  const known: Partial<EndpointIdentity> = {
    ...(server === undefined ? {} : { server }),
    ...(version === undefined ? {} : { serverVersion: version.version }),
    models: models.map(({ id }) => id),
  };
  if (server !== 'vllm') return { models, known };
  const health = await probe.get(`${root}/health`);
  const isSick = health.kind === 'answer' && health.status === 503;
  return { models, known, ...(isSick ? { blocked: why(health) } : {}) };
}

const why = (answer: HttpAnswer & { kind: 'answer' }): { code: string; message: string } =>
  refusal(responseHead(answer.status, answer.headers), answer.body.slice(0, 65_536));

function exchangeAdvice(
  exchange: Exchange,
  context: AdviceContext & { readonly model: string },
  needsTokens: boolean,
): Advice | undefined {
  const { outcome, servedModel } = exchange;
  const { url, model } = context;
  if (outcome.kind === 'failed') return failureAdvice(outcome, context);
  if (outcome.kind !== 'completed') {
    return { cause: `${url}: the request was ${outcome.kind}.`, cure: 'Try again.' };
  }
  if (exchange.firstTokenMs === undefined) {
    return {
      cause: `${url}: the answer ended (${outcome.finishReason}) without a single token.`,
      cure: 'The prompt may be longer than the context this server really has: check its limit.',
    };
  }
  if (servedModel !== undefined && !isSameModel(model, servedModel)) {
    return {
      cause: `${url}: asked for "${model}", but "${servedModel}" answered.`,
      cure: `Set model of this endpoint to "${servedModel}" if that is what is being weighed, or correct the server.`,
    };
  }
  if (needsTokens && exchange.tokenSource !== 'usage' && exchange.tokenSource !== 'tokenizer') {
    return {
      cause: `${url}: the server reports no token usage, and no tokenizer is given to count with.`,
      cure: "Set tokenizer of this endpoint to the model's tokenizer.json, or make the server honour stream_options.include_usage.",
    };
  }
  return undefined;
}

/** Hosted services answer with a dated release of the name that was asked for. */
const isSameModel = (asked: string, served: string): boolean =>
  served === asked ||
  (served.startsWith(`${asked}-`) && /^\d{4}-?\d{2}-?\d{2}$/.test(served.slice(asked.length + 1)));

function advertised(
  models: readonly ListedModel[] | undefined,
  model: string,
): Partial<EndpointIdentity> {
  const tokens = models?.find(({ id }) => id === model)?.contextTokens;
  return tokens === undefined ? {} : { advertisedContext: tokens };
}

function speed(exchange: Exchange): { ttftMs: number; tokensPerS?: number } {
  const { sentMs = 0, firstTokenMs = 0, lastTokenMs = 0, outputTokens = 0 } = exchange;
  const ttftMs = firstTokenMs - sentMs;
  const spanMs = lastTokenMs - firstTokenMs;
  if (outputTokens < 2 || spanMs <= 0) return { ttftMs };
  return { ttftMs, tokensPerS: ((outputTokens - 1) / spanMs) * 1000 };
}

const neverCancelled = { cancelled: false, onCancel: () => undefined };
