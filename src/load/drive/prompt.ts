import { type ChatMessage, canonicalJson } from '../../base/index.ts';

/** Hashes prompts; the same array of messages is hashed once. */
export function promptHasher(
  hash: (text: string) => string,
): (messages: readonly ChatMessage[]) => string {
  const known = new WeakMap<readonly ChatMessage[], string>();
  return (messages) => {
    const before = known.get(messages);
    if (before !== undefined) return before;
    const fresh = hash(canonicalJson(messages));
    known.set(messages, fresh);
    return fresh;
  };
}

/** The messages with a line of salt before all content, so that no prefix of them was ever cached. */
export function salted(messages: readonly ChatMessage[], salt: string): readonly ChatMessage[] {
  const [first, ...rest] = messages;
  if (first === undefined) return messages;
  return [{ ...first, content: `[salt ${salt}]\n${first.content}` }, ...rest];
}
