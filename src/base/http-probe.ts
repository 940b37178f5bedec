/** One small request outside the measuring path: discovery, health, admin. */
export interface HttpProbe {
  get(url: string, options?: HttpProbeOptions): Promise<HttpAnswer>;
  post(url: string, body: unknown, options?: HttpProbeOptions): Promise<HttpAnswer>;
}

export interface HttpProbeOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** The answer, or why there is none; a connection failure is a value. */
export type HttpAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'unreachable'; readonly code: string; readonly message: string };
