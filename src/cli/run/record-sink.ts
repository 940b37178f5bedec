import type { Sink } from '../../base/index.ts';
import type { RunDirectory } from '../../edge/files/index.ts';
import { type PromptRecord, type RequestRecord, withoutContent } from '../../record/index.ts';
import type { Plan } from '../../spec/index.ts';

/** The run's records on their way to the disk, heard by `listeners` before anything is taken out of them. */
export function recordSink(
  { records }: Pick<RunDirectory, 'records'>,
  store: Plan['store'],
  listeners: readonly ((record: RequestRecord) => void)[],
): Sink<RequestRecord> {
  return {
    append: (record) => {
      for (const listener of listeners) listener(record);
      records.append(store === 'full' ? record : withoutContent(record));
    },
    flush: () => records.flush(),
  };
}

/** The run's prompts on their way to the disk; with `store: hash` only their hashes. */
export function promptsSink(
  { prompts }: Pick<RunDirectory, 'prompts'>,
  store: Plan['store'],
): Sink<PromptRecord> {
  if (store === 'full') return prompts;
  return {
    append: ({ promptHash }) => prompts.append({ promptHash }),
    flush: () => prompts.flush(),
  };
}
