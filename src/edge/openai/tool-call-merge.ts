import type { ToolCall } from '../../base/index.ts';
import { isRecord, numberAt, recordAt, textAt } from './json-value.ts';

interface OpenCall {
  id: string;
  name: string;
  arguments: string;
}

/**
 * Tool calls put together from their deltas, by `index`: id and name come once, arguments in pieces.
 * A delta without index continues the call with its id, else the last one.
 */
export class ToolCallMerge {
  readonly #calls = new Map<number, OpenCall>();
  #last = 0;

  /** Takes a `delta.tool_calls`; true where it bore anything (a token, for the clock). */
  add(value: unknown): boolean {
    // TGI sends one object where the others send an array.
    const deltas = Array.isArray(value) ? value : [value];
    let bore = false;
    for (const delta of deltas) if (this.#addOne(delta)) bore = true;
    return bore;
  }

  calls(): readonly ToolCall[] {
    return [...this.#calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => ({ ...call }));
  }

  #addOne(delta: unknown): boolean {
    if (!isRecord(delta)) return false;
    const id = textAt(delta, 'id');
    const spoken = recordAt(delta, 'function');
    const name = spoken && textAt(spoken, 'name');
    const given = spoken?.['arguments'];
    const pieces = typeof given === 'string' ? given : isRecord(given) ? JSON.stringify(given) : '';
    if (id === undefined && name === undefined && pieces === '') return false;
    const index = numberAt(delta, 'index') ?? this.#indexOf(id);
    this.#last = index;
    const call = this.#calls.get(index) ?? { id: '', name: '', arguments: '' };
    this.#calls.set(index, call);
    if (id !== undefined && call.id === '') call.id = id;
    if (name !== undefined && call.name === '') call.name = name;
    call.arguments += pieces;
    return true;
  }

  #indexOf(id: string | undefined): number {
    if (id === undefined) return this.#last;
    for (const [index, call] of this.#calls) if (call.id === id) return index;
    return this.#calls.size;
  }
}
