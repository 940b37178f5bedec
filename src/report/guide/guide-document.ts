import {
  type ClaimState,
  claimStates,
  type Guide,
  type GuideClaim,
  guideSections,
  guideTables,
  LEAST_RUNS,
} from '../../sizing/index.ts';
import {
  absentCell,
  type Block,
  type Column,
  cell,
  type ReportDocument,
  type Table,
  type TableCell,
  type Tone,
} from '../document/document.ts';
import { type GuideWords, guideWords } from './words.ts';

type Lang = 'en' | 'zh';

/** The ledger for reading: counts, what is refuted, contradictions, tables computed again, every claim. */
export function guideDocument(guide: Guide, lang: Lang, learnt = false): ReportDocument {
  const words = guideWords(lang);
  return {
    lang,
    title: words.title,
    blocks: [
      ...verdictBlocks(guide, words),
      ...changedBlocks(guide, lang, words, learnt),
      ...refutedBlocks(guide, lang, words),
      ...contradictionBlocks(guide, lang, words),
      ...tableBlocks(guide, lang, words),
      ...claimBlocks(guide, lang, words),
    ],
  };
}

/** The part that a terminal shows: counts, changes, and the refuted claims. */
export function guideDigest(guide: Guide, lang: Lang, learnt = false): ReportDocument {
  const words = guideWords(lang);
  return {
    lang,
    title: words.title,
    blocks: [
      ...verdictBlocks(guide, words),
      ...changedBlocks(guide, lang, words, learnt),
      { kind: 'heading', level: 2, text: words.headings.refuted },
      {
        kind: 'list',
        items: inState(guide, 'refuted').map((c) => [
          { strong: c.id },
          ` ${c.statement[lang]} ${c.reason[lang]}`,
        ]),
      },
    ],
  };
}

const heading = (text: string, level: 2 | 3 = 2): Block => ({ kind: 'heading', level, text });
const left = (head: string): Column => ({ head, align: 'left' });
const right = (head: string): Column => ({ head, align: 'right' });

const inState = (guide: Guide, state: ClaimState): readonly GuideClaim[] =>
  guide.claims.filter((c) => c.state === state);

function verdictBlocks(guide: Guide, words: GuideWords): Block[] {
  const count = (state: ClaimState): number => inState(guide, state).length;
  const refuted = count('refuted');
  const judged = refuted + count('supported') + count('outdated');
  const open = count('conflicting') + count('untested');
  const tone: Tone = refuted > 0 ? 'bad' : open > 0 ? 'doubt' : 'good';
  return [
    heading(words.headings.verdict),
    { kind: 'callout', tone, text: [words.verdict(judged, refuted, open)] },
    {
      kind: 'table',
      caption: words.headings.verdict,
      columns: [left(words.columns.state), right(words.columns.count), left(words.columns.meaning)],
      rows: claimStates.map((s) => [
        cell(words.states[s]),
        cell(String(count(s))),
        cell(words.meanings[s]),
      ]),
      notes: [],
    },
  ];
}

function changedBlocks(guide: Guide, lang: Lang, words: GuideWords, learnt: boolean): Block[] {
  if (!learnt) return [];
  if (guide.changed.length === 0) {
    return [{ kind: 'callout', tone: 'note', text: [words.nothingChanged(LEAST_RUNS)] }];
  }
  const stateName = (state: string): string =>
    Object.entries({ ...words.states, ...words.contradictionStates }).find(
      ([s]) => s === state,
    )?.[1] ?? state;
  return [
    heading(words.changed),
    {
      kind: 'table',
      caption: words.changed,
      columns: [
        left(words.columns.claim),
        left(words.columns.from),
        left(words.columns.to),
        left(words.why),
        left(words.columns.runs),
      ],
      rows: guide.changed.map((c) => [
        cell(c.id),
        cell(stateName(c.from)),
        cell(stateName(c.to)),
        cell(c.why[lang]),
        c.runs.length === 0 ? absentCell(words.followed) : cell(c.runs.join(', ')),
      ]),
      notes: [],
    },
  ];
}

const refutedBlocks = (guide: Guide, lang: Lang, words: GuideWords): Block[] => [
  heading(words.headings.refuted),
  {
    kind: 'table',
    caption: words.headings.refuted,
    columns: [left(words.columns.claim), left(words.columns.statement), left(words.columns.reason)],
    rows: inState(guide, 'refuted').map((c) => [
      cell(c.id),
      cell(c.statement[lang]),
      cell(c.reason[lang]),
    ]),
    notes: [],
  },
];

const contradictionBlocks = (guide: Guide, lang: Lang, words: GuideWords): Block[] => [
  heading(words.headings.contradictions),
  {
    kind: 'table',
    caption: words.headings.contradictions,
    columns: [
      left(words.columns.contradiction),
      left(words.columns.statement),
      left(words.columns.weight),
      left(words.columns.state),
      left(words.columns.reason),
    ],
    rows: guide.contradictions.map((c) => [
      cell(c.id),
      cell(c.title[lang]),
      cell(words.severities[c.severity]),
      cell(words.contradictionStates[c.state]),
      cell(c.reason[lang]),
    ]),
    notes: [],
  },
];

function tableBlocks(guide: Guide, lang: Lang, words: GuideWords): Block[] {
  const stateOf = new Map(guide.claims.map((c) => [c.id, c.state]));
  const tables = guideTables(guide).map(
    (t): Table => ({
      kind: 'table',
      caption: t.title[lang],
      columns: [
        left(words.columns.subject),
        right(words.columns.guide),
        right(words.columns.ours),
        left(words.columns.claim),
      ],
      rows: t.rows.map((row) => [
        cell(row.subject[lang]),
        cell(row.stated[lang]),
        cell(row.computed[lang]),
        cell(
          row.claims
            .map((id) => `${id}: ${words.states[row.state ?? stateOf.get(id) ?? 'untested']}`)
            .join(', '),
        ),
      ]),
      notes: [],
    }),
  );
  return [heading(words.headings.tables), ...tables];
}

/** Every claim, folded by section. */
function claimBlocks(guide: Guide, lang: Lang, words: GuideWords): Block[] {
  const order = [...new Set(guide.claims.map((c) => c.section))];
  return [
    heading(words.headings.claims),
    ...order.map((section): Block => {
      const rows = guide.claims.filter((c) => c.section === section);
      const title = `${section} ${guideSections[section]?.[lang] ?? ''}`;
      return {
        kind: 'details',
        summary: `${title} (${rows.length})`,
        blocks: [claimTable(title, rows, lang, words)],
      };
    }),
  ];
}

const claimTable = (
  caption: string,
  rows: readonly GuideClaim[],
  lang: Lang,
  words: GuideWords,
): Table => ({
  kind: 'table',
  caption,
  columns: [
    left(words.columns.claim),
    left(words.columns.statement),
    left(words.columns.state),
    left(words.columns.reason),
    left(words.columns.evidence),
    left(words.columns.settle),
  ],
  rows: rows.map((c) => [
    cell(c.id),
    cell(c.statement[lang]),
    { kind: 'value', text: words.states[c.state], strong: c.state === 'refuted' },
    cell(c.reason[lang]),
    evidenceCell(c, words),
    settleCell(c, lang, words),
  ]),
  notes: [],
});

/** Where the evidence comes from; its words stand in the reason already. */
function evidenceCell(claim: GuideClaim, words: GuideWords): TableCell {
  const named = claim.evidence.map((e): string => sourceOf(e, words));
  return named.length === 0
    ? absentCell(claim.state === 'policy' ? words.none : words.noEvidence)
    : cell([...new Set(named)].join('; '));
}

function sourceOf(e: GuideClaim['evidence'][number], words: GuideWords): string {
  switch (e.kind) {
    case 'arithmetic':
      return words.arithmetic;
    case 'published':
      return e.date === undefined ? e.source : `${e.source} (${e.date})`;
    case 'run':
      return words.runsNamed(e.runs);
    case 'claim':
      return e.claim;
  }
}

function settleCell(claim: GuideClaim, lang: Lang, words: GuideWords): TableCell {
  const { toSettle } = claim;
  if (toSettle === undefined) return absentCell(words.decided);
  const extra = [
    ...(toSettle.scenario === undefined ? [] : [toSettle.scenario]),
    ...(toSettle.metric === undefined ? [] : [toSettle.metric]),
    ...(toSettle.items === undefined ? [] : [words.items(toSettle.items)]),
    ...(toSettle.telemetry ?? []),
  ];
  return cell(toSettle.text[lang], extra.length === 0 ? undefined : `(${extra.join(', ')})`);
}
