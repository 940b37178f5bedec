import pLimit from 'p-limit';
import { systemClock } from '../../edge/clock.ts';
import { preflight, undiciTransport } from '../../edge/openai/index.ts';
import type { EndpointIdentity } from '../../record/index.ts';
import type { Plan } from '../../spec/index.ts';
import { generationOf, taskRunFor } from '../../task/index.ts';
import type { EndpointWiring } from './endpoint-wiring.ts';
import type { PreparedScenario } from './prepared-scenario.ts';

/** An endpoint that answered, with the model to ask it for. */
export interface UsableEndpoint {
  readonly wiring: EndpointWiring;
  readonly model: string;
}

export interface AskedEndpoints {
  readonly usable: readonly UsableEndpoint[];
  readonly identities: readonly EndpointIdentity[];
}

/** One streamed request per endpoint with a task of the plan, a few endpoints at a time. */
export async function askEndpoints(
  wirings: readonly EndpointWiring[],
  scenarios: readonly PreparedScenario[],
  plan: Plan,
): Promise<AskedEndpoints> {
  const [first] = scenarios;
  const task = first?.tasks[0];
  if (first === undefined || task === undefined) throw new RangeError('a plan without a task');
  const step = taskRunFor(first.optionsFor(task, 'inline')).next({ kind: 'start' });
  const messages = step.kind === 'send' ? (step.prompts[0]?.messages ?? []) : [];
  const generation = generationOf(first.bundle.scenario);
  const limit = pLimit(4);
  const clock = systemClock();
  const asked = await Promise.all(
    wirings.map((wiring) =>
      limit(async () => {
        const probe = wiring.probe();
        try {
          const result = await preflight(
            wiring.endpoint,
            { messages, generation },
            { clock, probe, transportFor: (m) => undiciTransport(wiring.settingsFor(m, clock)) },
            { timeoutMs: plan.timeoutS * 1000, needsTokens: true },
          );
          return { wiring, ...result };
        } finally {
          await probe.close();
        }
      }),
    ),
  );
  return {
    identities: asked.map((a) => a.identity),
    usable: asked.flatMap(({ wiring, identity, model }) =>
      identity.preflight.kind === 'ok' && model !== undefined ? [{ wiring, model }] : [],
    ),
  };
}
