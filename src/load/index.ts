/**
 * Arrival processes as data, the schedule they make of a plan, and the driver that walks it through
 * ports (Transport, ToolBox, Sink, Clock); a slot holds one task run. Fixes what is sent when; knows
 * neither HTTP nor files nor what an answer is worth.
 */
export type { CancelSignal, ChatRequest, Transport } from './transport.ts';
