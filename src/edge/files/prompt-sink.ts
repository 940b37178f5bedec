import { type PromptRecord, promptRecordCodec } from '../../record/index.ts';
import { type AppendOptions, type AppendSink, appendSink } from './append-sink.ts';
import { readValues } from './read-lines.ts';

/** A sink for prompts.jsonl that writes each prompt once, those of earlier segments included. */
export function promptSink(
  path: string,
  onFailure: AppendOptions<PromptRecord>['onFailure'],
): AppendSink<PromptRecord> {
  const known = new Set<string>();
  for (const read of readValues(path, promptRecordCodec)) {
    if (read.kind === 'value') known.add(read.value.promptHash);
  }
  const sink = appendSink({ path, encode: promptRecordCodec.encode, onFailure });
  return {
    get unwritten() {
      return sink.unwritten;
    },
    append(prompt) {
      if (known.has(prompt.promptHash)) return;
      known.add(prompt.promptHash);
      sink.append(prompt);
    },
    flush: () => sink.flush(),
    close: () => sink.close(),
  };
}
