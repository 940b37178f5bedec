import type { Outcome } from '../../record/index.ts';

/** Why an endpoint cannot be used, and what to do about it; plain English, one sentence each. */
export interface Advice {
  readonly cause: string;
  readonly cure: string;
}

/** What the advice may name besides the failure itself. */
export interface AdviceContext {
  readonly url: string;
  readonly model: string | undefined;
  readonly models: readonly string[] | undefined;
  readonly apiKeyEnv: string | undefined;
  readonly timeoutMs: number;
}

type Failure = Pick<Outcome & { kind: 'failed' }, 'code' | 'message'>;

/** Cause and cure of a failed request, by its code. */
export function failureAdvice(failure: Failure, context: AdviceContext): Advice {
  const { code, message } = failure;
  const http = /^http-(\d{3})$/.exec(code)?.[1];
  if (http !== undefined) return httpAdvice(Number(http), message, context);
  const { url } = context;
  if (tlsCodes.test(code)) {
    return {
      cause: `${url}: the server's certificate is not trusted (${code}: ${message}).`,
      cure: 'Set tls.ca of this endpoint to the PEM file of the authority that signed it, and check that the host name is the one in the certificate.',
    };
  }
  return (
    byCode[code]?.(failure, context) ?? {
      cause: `${url}: ${code}: ${message}`,
      cure: 'See what the server and any proxy before it logged at this moment, then try again.',
    }
  );
}

function httpAdvice(status: number, message: string, context: AdviceContext): Advice {
  const { url, model, models, apiKeyEnv } = context;
  const said = `${url}: HTTP ${status}: ${message}`;
  if (status === 401 || status === 403) {
    const cure =
      apiKeyEnv === undefined
        ? 'Set apiKeyEnv of this endpoint to the name of an environment variable that holds its key.'
        : `Check that the environment variable ${apiKeyEnv} holds a key that this server accepts.`;
    return { cause: said, cure };
  }
  if (status === 404 && models !== undefined && model !== undefined && !models.includes(model)) {
    return { cause: said, cure: `Set model of this endpoint to one it serves: ${list(models)}.` };
  }
  if (status === 404) {
    return {
      cause: said,
      cure: 'Check that url ends with the version of the API, as in http://host:8000/v1.',
    };
  }
  if (status === 429) {
    return {
      cause: said,
      cure: 'The server limits requests: wait, raise its limit, or lower limits.maxRatePerS of this endpoint.',
    };
  }
  if (status >= 300 && status < 400) {
    return {
      cause: said,
      cure: 'Set url to the address that the redirect names; redirects are never followed.',
    };
  }
  if (status >= 500) {
    return {
      cause: said,
      cure: 'The server or a proxy before it is broken, or still loading the model: see its log and try again.',
    };
  }
  return {
    cause: said,
    cure: "The server refused the request: check the prompt length, the scenario's generation settings and extraBody against what it accepts.",
  };
}

/** Advice when a server serves none of the models, or several and none was chosen. */
export function modelChoiceAdvice(models: readonly string[] | undefined, url: string): Advice {
  if (models === undefined) {
    return {
      cause: `${url}: /models gave no list of models, and the fleet file names none.`,
      cure: 'Set model of this endpoint.',
    };
  }
  if (models.length === 0) {
    return { cause: `${url}: the server lists no model.`, cure: 'Load a model, then try again.' };
  }
  return {
    cause: `${url}: the server lists ${models.length} models (${list(models)}), and the fleet file names none.`,
    cure: 'Set model of this endpoint to one of them.',
  };
}

type AdviceOf = (failure: Failure, context: AdviceContext) => Advice;

const refused: AdviceOf = ({ message }, { url }) => ({
  cause: `${url}: nothing accepts connections there (${message}).`,
  cure: 'Start the server, or correct host and port in the fleet file.',
});
const unknownHost: AdviceOf = ({ message }, { url }) => ({
  cause: `${url}: the host name is not known (${message}).`,
  cure: 'Correct the host name in the fleet file, or use the IP address.',
});
const unreachable: AdviceOf = ({ message }, { url }) => ({
  cause: `${url}: the host does not answer (${message}).`,
  cure: 'Check the address, the route and the firewall between this machine and the server.',
});
const noToken: AdviceOf = ({ message }, { url, timeoutMs }) => ({
  cause: `${url}: ${message}; the limit was ${Math.round(timeoutMs / 1000)} s.`,
  cure: 'The server may still be loading or be overloaded: see its log, or raise timeoutS of the plan.',
});
const closed: AdviceOf = ({ message }, { url }) => ({
  cause: `${url}: the connection was closed before an answer came (${message}).`,
  cure: "See the server's log; where it speaks https, the url must say so.",
});

const byCode: Readonly<Record<string, AdviceOf>> = {
  ECONNREFUSED: refused,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  'timeout-connect': unreachable,
  timeout: noToken,
  'timeout-first-token': noToken,
  'timeout-idle': noToken,
  closed,
  ECONNRESET: closed,
  EPROTO: ({ message }, { url }) => ({
    cause: `${url}: the server does not speak TLS as expected (${message}).`,
    cure: 'Use http:// in url where the server has no TLS.',
  }),
  'address-not-allowed': ({ message }) => ({
    cause: message,
    cure: 'Add the range to allow in the fleet file, if requests may really leave for it.',
  }),
  html: ({ message }, { url }) => ({
    cause: `${url}: answered with ${message}`,
    cure: 'The url points to a web page or a proxy, not to the API: correct it (it ends in /v1).',
  }),
  'in-stream-error': ({ message }, { url }) => ({
    cause: `${url}: the stream carried an error: ${message}`,
    cure: "See the server's log; a prompt longer than the context is the usual reason.",
  }),
  'json-error': ({ message }, { url }) => ({
    cause: `${url}: status 200, but the body is an error: ${message}`,
    cure: 'See the log of the server or gateway.',
  }),
  'not-streamed': ({ message }, { url }) => ({
    cause: `${url}: ${message}.`,
    cure: 'Switch streaming on in the server or gateway; without it latency cannot be measured.',
  }),
  'content-encoding': ({ message }, { url }) => ({
    cause: `${url}: ${message}.`,
    cure: 'Switch compression of event streams off in the proxy; it holds tokens back.',
  }),
};

const tlsCodes =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|CERT_|ERR_TLS_CERT|HOSTNAME_MISMATCH)/;

/** At most ten names; the rest is counted. */
function list(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
