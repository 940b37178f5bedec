import type { ChatMessage, Ms } from '../base/index.ts';
import type { Exchange } from '../record/index.ts';
import type { Generation } from '../spec/index.ts';
import type { ToolDeclaration } from '../task/index.ts';

/** One chat completion to be asked for; the transport makes the HTTP body of it. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly generation: Generation;
  readonly tools?: readonly ToolDeclaration[];
  /** Absolute deadline on the segment's clock. */
  readonly deadlineMs: Ms;
}

/** Lets the driver cancel what is in flight; a listener fires at most once. */
export interface CancelSignal {
  readonly cancelled: boolean;
  onCancel(listener: () => void): void;
}

/**
 * One endpoint as the driver sees it. `send` never rejects: what goes wrong is the exchange's
 * outcome. It stamps `sentMs` first of all, allocates nothing per message on the way, and does not
 * retry. Implemented over HTTP in edge/openai, over virtual endpoints in route, in virtual time in tests.
 */
export interface Transport {
  send(request: ChatRequest, cancel: CancelSignal): Promise<Exchange>;
  /** Opens connections ahead of need, so that a measured request finds one. */
  warm?(connections: number): Promise<void>;
  close(): Promise<void>;
}
