import type { Calibration, CalibrationGroup } from '../../sizing/index.ts';
import { type Block, cell, type ReportDocument } from '../document/document.ts';
import { percent } from '../format.ts';
import { parameterText } from './figures.ts';
import { sizingWords } from './words.ts';

/** What a calibration learnt: how well it predicts what it did not see, then its parameters. */
export function calibrationBlocks(calibration: Calibration, lang: 'en' | 'zh'): Block[] {
  const w = sizingWords[lang];
  const { heldOut, provenance } = calibration;
  const errors = (['ttftMs', 'tpotMs'] as const).flatMap((metric) => {
    const e = heldOut?.[metric];
    const name = metric === 'ttftMs' ? w.ttft : w.tpot;
    return e === undefined ? [] : [w.heldOut(name, e.n, percent(e.median), percent(e.p90))];
  });
  return [
    {
      kind: 'paragraph',
      text: [
        w.points(provenance.points, provenance.refused.length),
        ' ',
        errors.length === 0 ? w.noHeldOut : errors.join(' '),
      ],
    },
    ...calibration.groups.map((group): Block => parameterTable(group, lang)),
  ];
}

function parameterTable(group: CalibrationGroup, lang: 'en' | 'zh'): Block {
  const w = sizingWords[lang];
  const { gpu, model, precision, framework, frameworkVersion } = group.key;
  return {
    kind: 'details',
    summary: `${w.learnt}: ${model} ${precision}, ${gpu}, ${framework} ${frameworkVersion} (n = ${group.points})`,
    blocks: [
      {
        kind: 'table',
        caption: `${w.learnt}: ${model} ${precision}, ${gpu}`,
        columns: [
          { head: w.parameter, align: 'left' },
          { head: w.value, align: 'right' },
          { head: w.decided, align: 'left' },
        ],
        rows: group.parameters.map((p) => [
          cell(p.unit === '' ? p.id : `${p.id} (${p.unit})`),
          cell(
            parameterText(p.estimate.center),
            p.estimate.lo === undefined || p.estimate.hi === undefined
              ? undefined
              : `[${parameterText(p.estimate.lo)}, ${parameterText(p.estimate.hi)}]`,
          ),
          cell(w.identified[p.identified]),
        ]),
        notes: [],
      },
    ],
  };
}

/** A calibration as a document of its own, for the terminal. */
export const calibrationDocument = (
  calibration: Calibration,
  lang: 'en' | 'zh',
): ReportDocument => ({
  lang,
  title: 'steelyard calibrate',
  blocks: calibrationBlocks(calibration, lang).flatMap((b) =>
    b.kind === 'details' ? b.blocks : [b],
  ),
});
