import type { ClosedProcess } from './arrival-process.ts';

/** N slots, each with one task run in flight; due is the moment a slot frees. */
export const closed: ClosedProcess = { loop: 'closed', whole: false };
