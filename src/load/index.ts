/**
 * Arrival processes as data, the schedule they make of a plan, and the driver that walks it through
 * ports (Transport, ToolBox, Sink, Clock); a slot holds one task run. Fixes what is sent when; knows
 * neither HTTP nor files nor what an answer is worth.
 */
export { arrivals, dueTimesOf } from './arrivals/index.ts';
export { parseTrace, traceFormats } from './arrivals/trace/parse-trace.ts';
export type { TraceArrival } from './arrivals/trace/trace-arrival.ts';
export { type Drive, drive } from './drive/drive.ts';
export type {
  DriveEnd,
  DriveOptions,
  DrivePorts,
  EndpointLimits,
  PreparedTask,
  Resume,
} from './drive/ports.ts';
export type { EndpointProgress } from './drive/progress.ts';
export { salted } from './drive/prompt.ts';
export { saltOf, taskRunId } from './schedule/identity.ts';
export { type Outlook, outlookOf } from './schedule/outlook.ts';
export {
  type Schedule,
  type ScheduleInput,
  type SchedulePlan,
  scheduleOf,
} from './schedule/schedule.ts';
export type { Block, ScheduledTaskRun, Share, Suite } from './schedule/scheduled-run.ts';
export type { CancelSignal, ChatRequest, Transport } from './transport.ts';
