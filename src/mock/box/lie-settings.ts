import type { MockLaw, MockLie } from '../../spec/index.ts';

/** The law that is really at work behind what is sold: narrower weights, another model, fewer layers. */
export function applyLies(sold: MockLaw, lies: readonly MockLie[]): MockLaw {
  let law = sold;
  for (const lie of lies) {
    if (lie.kind === 'silent-quantisation') law = { ...law, precision: lie.to };
    if (lie.kind === 'model-substitution') law = { ...law, model: lie.model };
    if (lie.kind === 'patched-engine')
      law = { ...law, timeScale: (law.timeScale ?? 1) * (1 - lie.skipLayers) };
  }
  return law;
}
