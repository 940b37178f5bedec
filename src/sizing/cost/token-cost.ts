const HOURS_PER_YEAR = 8760;

/** CNY per million output tokens, and per call. */
export interface TokenCost {
  readonly cnyPerMillionTokens: number;
  readonly cnyPerCall: number;
}

/**
 * Spreads a year's cost over the tokens made in its busy hours:
 * yearly / (8760 x utilisation x tokens per hour) x 1e6. `tokensPerS` is the rate while busy.
 */
export function tokenCost(load: {
  readonly yearlyCny: number;
  readonly tokensPerS: number;
  readonly tokensPerCall: number;
  readonly utilisation: number;
}): TokenCost {
  const tokensPerYear = HOURS_PER_YEAR * 3600 * load.utilisation * load.tokensPerS;
  const perToken = load.yearlyCny / tokensPerYear;
  return { cnyPerMillionTokens: perToken * 1e6, cnyPerCall: perToken * load.tokensPerCall };
}

/** Price of an API in CNY per million tokens. */
export interface ApiPrice {
  readonly inputCnyPerMillion: number;
  readonly outputCnyPerMillion: number;
}

/** CNY of one call to an API. */
export const apiCallCny = (api: ApiPrice, inputTokens: number, outputTokens: number): number =>
  (inputTokens * api.inputCnyPerMillion + outputTokens * api.outputCnyPerMillion) / 1e6;
