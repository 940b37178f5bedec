import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fail, ok, type Problem, type Result } from '../base/index.ts';
import {
  type AnswerKey,
  answerKeySchema,
  type MockFleet,
  mockFleetSchema,
  parseSpec,
  questionFingerprint,
} from '../spec/index.ts';

/** A fleet file with the answer keys that its boxes name. */
export interface FleetFiles {
  readonly fleet: MockFleet;
  /** By box id. */
  readonly keys: Readonly<Record<string, readonly AnswerKey[]>>;
}

/** Reads mock.yaml and its key files (relative to it, each once); all problems of all files at once. */
export async function readFleet(file: string): Promise<Result<FleetFiles>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const fleet = parseSpec(mockFleetSchema, text.value, file);
  if (!fleet.ok) return fleet;
  const cache = new Map<string, Promise<Result<AnswerKey>>>();
  const problems: Problem[] = [];
  const keys: Record<string, AnswerKey[]> = {};
  for (const box of fleet.value.boxes) {
    const own: AnswerKey[] = [];
    for (const name of box.answers?.keys ?? []) {
      const path = resolve(dirname(file), name);
      const known = cache.get(path);
      const key = await (known ?? readKey(path));
      if (known === undefined) cache.set(path, Promise.resolve(key));
      if (key.ok) own.push(key.value);
      else if (known === undefined) problems.push(...key.problems);
    }
    keys[box.id] = own;
  }
  return problems.length > 0 ? fail(...problems) : ok({ fleet: fleet.value, keys });
}

async function readKey(path: string): Promise<Result<AnswerKey>> {
  const text = await readText(path);
  if (!text.ok) return text;
  const key = parseSpec(answerKeySchema, text.value, path, { refuseSecrets: false });
  if (!key.ok) return key;
  const stale = Object.entries(key.value.tasks).find(
    ([, task]) =>
      task.fingerprint !== undefined && task.fingerprint !== questionFingerprint(task.question),
  );
  if (stale === undefined) return key;
  return fail({
    file: path,
    path: `tasks.${stale[0]}.fingerprint`,
    seen: stale[1].fingerprint ?? '',
    expected: `${questionFingerprint(stale[1].question)}, the fingerprint of the question`,
    hint: 'write the keys again from the scenario',
  });
}

async function readText(file: string): Promise<Result<string>> {
  try {
    return ok(await readFile(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail({ file, expected: 'a file that can be read', seen: why });
  }
}
