/** How far client and server may be apart before a row is flagged. Shares of the server's figure. */
export const tolerance = {
  /** Counts of requests and tokens are exact on both sides, but for the edges. */
  count: 0.02,
  /** Latencies differ by what lies between the two clocks. */
  latency: 0.1,
  /** A client that sees a token later than the server sent it: at most this, or twice the fastest scrape. */
  networkMs: 2,
  /** A sample smaller than this has no p99 to compare. */
  leastForP99: 100,
} as const;
