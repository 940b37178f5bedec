/**
 * What an endpoint said it is, when asked before a run. A member that could not be learnt is absent:
 * nothing is guessed. Part of the manifest; filled by preflight, deepened by probe.
 */
export interface EndpointIdentity {
  readonly endpoint: string;
  /** ok, or the cause and the cure in one sentence. */
  readonly preflight:
    | { readonly kind: 'ok'; readonly ttftMs: number; readonly tokensPerS?: number }
    | { readonly kind: 'failed'; readonly cause: string; readonly cure: string };
  readonly server?: string;
  readonly serverVersion?: string;
  /** Every model that /v1/models lists. */
  readonly models?: readonly string[];
  readonly servedModel?: string;
  readonly advertisedContext?: number;
  readonly usageReported?: boolean;
  readonly systemFingerprint?: string;
}
