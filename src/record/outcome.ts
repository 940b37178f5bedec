/** Where a failed request broke off. */
export type FailureStage = 'connect' | 'headers' | 'stream' | 'deadline' | 'protocol';

/** Why a scheduled task run was never sent. */
export type DropReason = 'concurrency-cap' | 'run-ended' | 'endpoint-dead' | 'limit';

/** How a request ended; every scheduled request ends in exactly one of these. */
export type Outcome =
  | { readonly kind: 'completed'; readonly finishReason: string }
  | {
      readonly kind: 'failed';
      readonly stage: FailureStage;
      /** HTTP status, where one arrived. */
      readonly status?: number;
      /** Stable code, e.g. ECONNREFUSED, http-429, in-stream-error, timeout-first-token, no-finish. */
      readonly code: string;
      /** What the server said, cut to 300 characters, without secrets. */
      readonly message: string;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'dropped'; readonly reason: DropReason };
