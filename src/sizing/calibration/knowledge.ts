import { type Discrepancy, fitDiscrepancy } from './discrepancy.ts';
import type { GroupFit } from './fit-group.ts';
import type { Knowledge } from './group-predictor.ts';
import type { Observation } from './observation.ts';
import type { ParameterPrior } from './prior.ts';

/** What a fit knows, with the discrepancy of its residuals; intervals not yet stretched. */
export function knowledgeOf(
  observations: readonly Observation[],
  fitted: GroupFit,
  prior: ParameterPrior,
): Knowledge {
  const of = (metric: 'ttftMs' | 'tpotMs'): Discrepancy | undefined => {
    const rows = observations.flatMap((o, i) => {
      const residual = fitted.residuals[i]?.[metric];
      return residual === undefined ? [] : [{ site: o.coordinates, residual }];
    });
    return rows.length < 3
      ? undefined
      : fitDiscrepancy(
          rows.map((row) => row.site),
          rows.map((row) => row.residual),
        );
  };
  const ttftMs = of('ttftMs');
  const tpotMs = of('tpotMs');
  return {
    ids: fitted.ids,
    x: fitted.fit.x,
    covariance: fitted.fit.covariance,
    prior,
    discrepancy: {
      ...(ttftMs === undefined ? {} : { ttftMs }),
      ...(tpotMs === undefined ? {} : { tpotMs }),
    },
    floor: { ttftMs: fitted.modelError.ttftMs ** 2, tpotMs: fitted.modelError.tpotMs ** 2 },
    intervalScale: { ttftMs: 1, tpotMs: 1 },
  };
}
