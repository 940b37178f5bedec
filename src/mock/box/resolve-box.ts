import { fail, ok, type Problem, type Result } from '../../base/index.ts';
import type { MockBox, MockChange, MockFleet } from '../../spec/index.ts';
import { resolveLaw } from '../law/index.ts';
import type { LatentDifficulty } from '../quality/latent.ts';
import { answerShapes } from '../quality/render-answer.ts';
import type { BoxSettings } from './box-settings.ts';
import { applyLies } from './lie-settings.ts';
import { parsePreset } from './preset.ts';

/** The current release of each server, as far as the dialects know it. */
const current = {
  vllm: 'current',
  tgi: '3.3.7',
  lmdeploy: '0.16.0',
  sglang: 'current',
  llamacpp: 'current',
};

/** More KV blocks than any box has need of; keeps their tables small. */
const MOST_BLOCKS = 2 ** 21;

/** Every box of a fleet, resolved; all problems at once. */
export function resolveFleet(fleet: MockFleet): Result<readonly BoxSettings[]> {
  const boxes = fleet.boxes.map((_, index) => resolveBox(fleet, index));
  const problems = boxes.flatMap((box) => (box.ok ? [] : box.problems));
  if (problems.length > 0) return fail(...problems);
  return ok(boxes.flatMap((box) => (box.ok ? [box.value] : [])));
}

/** A written box with the changes that have come to pass, later ones on top. */
export function withChanges(box: MockBox, changes: readonly MockChange[]): MockBox & MockChange {
  let merged: MockBox & MockChange = box;
  for (const change of changes) {
    merged = {
      ...merged,
      ...change,
      dialect: { ...merged.dialect, ...change.dialect },
      law: { ...merged.law, ...change.law },
      engine: { ...merged.engine, ...change.engine },
      answers: { ...merged.answers, ...change.answers },
      telemetry: { ...merged.telemetry, ...change.telemetry },
    };
  }
  return merged;
}

/** One box of a fleet: preset below, then what is written, then `changes`; what is left gets defaults. */
export function resolveBox(
  fleet: MockFleet,
  index: number,
  changes: readonly MockChange[] = [],
): Result<BoxSettings> {
  const written = fleet.boxes[index];
  if (written === undefined) throw new RangeError(`no box ${index}`);
  const path = `boxes[${index}]`;
  const preset = written.preset === undefined ? undefined : parsePreset(written.preset);
  if (written.preset !== undefined && preset === undefined) {
    return fail(
      problem(`${path}.preset`, written.preset, 'a preset whose server and precision are known'),
    );
  }
  const latent = latentOf(fleet, index, []);
  if (latent === undefined) {
    return fail(
      problem(`${path}.answers.errorsWith`, written.id, 'no circle of boxes that share errors'),
    );
  }
  const box = withChanges(written, changes);
  const honest = { ...preset?.law, ...box.law };
  const law = resolveLaw(applyLies(honest, box.lies ?? []), `${path}.law`);
  if (!law.ok) return law;
  const { gpu, model } = law.value;
  const engine = box.engine ?? {};
  const answers = box.answers ?? {};
  const blockSize = engine.blockSize ?? 16;
  const kvBlocks = Math.min(
    engine.kvBlocks ?? Math.floor(law.value.law.kvTokens / blockSize),
    MOST_BLOCKS,
  );
  if (kvBlocks < 1) {
    return fail(
      problem(
        `${path}.law`,
        `${Math.round(law.value.law.weightBytes / 1e9)} GB of weights in ${Math.round(law.value.law.memoryBytes / 1e9)} GB`,
        'a model that leaves memory for its KV cache',
        'take more or bigger GPUs, a narrower precision, or set engine.kvBlocks',
      ),
    );
  }
  const big = gpu !== undefined && gpu.memoryGb >= 70 && !gpu.id.startsWith('a100');
  const capacity = kvBlocks * blockSize;
  const server = box.dialect?.server ?? preset?.dialect.server ?? 'vllm';
  const lawful = box.lies?.find((lie) => lie.kind === 'prefix-cache-replay');
  const context = box.lies?.find((lie) => lie.kind === 'context-lie');
  const speculation = box.lies?.find((lie) => lie.kind === 'flattered-speculation');
  return ok({
    id: written.id,
    seed: written.seed ?? `${fleet.seed}/${written.id}`,
    model: box.model ?? honest.model ?? model?.name ?? written.id,
    modelPath: model?.name ?? written.id,
    dialect: {
      server,
      version: box.dialect?.version ?? preset?.dialect.version ?? current[server],
      keepAliveMs: (box.dialect?.keepAliveS ?? 5) * 1000,
    },
    engine: {
      maxNumSeqs: engine.maxNumSeqs ?? (big ? 1024 : 256),
      maxBatchedTokens: engine.maxBatchedTokens ?? (big ? 8192 : 2048),
      blockSize,
      kvBlocks,
      prefixCache: lawful !== undefined || (engine.prefixCache ?? true),
      cacheAnywhere: lawful?.ignoreSalt ?? false,
      chunkedPrefill: engine.chunkedPrefill ?? true,
      speculative:
        speculation !== undefined
          ? { tokens: speculation.tokens, acceptance: speculation.real }
          : engine.speculative === false
            ? undefined
            : engine.speculative,
      law: law.value.law,
      slowDown: 1,
    },
    // A box that cuts silently takes what it advertises; one that does not refuses beyond the usable.
    maxModelLen:
      context === undefined
        ? Math.min(engine.maxModelLen ?? Math.min(model?.maxPositions ?? 32_768, 131_072), capacity)
        : context.silent
          ? context.advertised
          : context.usable,
    streamInterval: engine.streamInterval ?? 1,
    ...(engine.maxQueue === undefined ? {} : { maxQueue: engine.maxQueue }),
    ...(engine.reportCached === undefined ? {} : { reportCached: engine.reportCached }),
    apiKeys: engine.apiKeys ?? [],
    gpu,
    answers: {
      accuracy: answers.accuracy ?? { default: 0.95 },
      latent,
      nondeterminism: answers.nondeterminism ?? 0,
      depth: answers.depth,
      load: answers.load,
      lossPerHour: answers.lossPerHour ?? 0,
      shapes: answers.shapes ?? answerShapes,
      reasoning: answers.reasoning === false ? undefined : answers.reasoning,
      fillerTokens: answers.fillerTokens ?? 64,
    },
    telemetry: {
      limit: box.telemetry?.limit ?? 'none',
      gpuPage: box.telemetry?.gpuPage ?? true,
    },
    faults: box.faults ?? [],
    lies: box.lies ?? [],
    dead: box.dead ?? false,
  });
}

/** The chain of boxes that share errors; absent where it runs in a circle. */
function latentOf(
  fleet: MockFleet,
  index: number,
  seen: readonly number[],
): LatentDifficulty | undefined {
  const box = fleet.boxes[index];
  if (box === undefined || seen.includes(index)) return undefined;
  const seed = box.seed ?? `${fleet.seed}/${box.id}`;
  const partner = box.answers?.errorsWith;
  if (partner === undefined) return { seed };
  const theirs = latentOf(
    fleet,
    fleet.boxes.findIndex((other) => other.id === partner.box),
    [...seen, index],
  );
  return theirs && { seed, shared: { with: theirs, correlation: partner.latentCorrelation } };
}

const problem = (path: string, seen: string, expected: string, hint?: string): Problem => ({
  file: 'mock fleet',
  path,
  seen,
  expected,
  ...(hint === undefined ? {} : { hint }),
});
