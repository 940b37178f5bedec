import type { MergedRange, Sheet, SheetCell, WorkbookContent } from '../../base/index.ts';
import { type RetailFacts, sumOf } from './retail-facts.ts';
import { reportMonths } from './retail-names.ts';

/**
 * The year as a retailer's workbook: titles with units, two-row merged headers, subtotals among the
 * rows, a partial month after the year, blank cells, months as text on one sheet and as dates on
 * another, a hidden column.
 */
export function retailWorkbook(facts: RetailFacts): WorkbookContent {
  return {
    sheets: [channelSheet(facts), targetSheet(facts), brandSheet(facts), operationsSheet(facts)],
  };
}

const text = (t: string): SheetCell => ({ kind: 'text', text: t });
const number = (n: number, format?: string): SheetCell =>
  format === undefined ? { kind: 'number', number: n } : { kind: 'number', number: n, format };
const money = (tenths: number): SheetCell => number(tenths / 10, '#,##0.0');
const blank: SheetCell = { kind: 'blank' };
const merge = (top: number, left: number, bottom: number, right: number): MergedRange => ({
  top,
  left,
  bottom,
  right,
});
const sheet = (
  name: string,
  rows: SheetCell[][],
  merges: MergedRange[],
  hiddenColumns: number[] = [],
): Sheet => ({ name, hidden: false, rows, merges, hiddenColumns });

function channelSheet({ names, sales, priorYear, partialMonth }: RetailFacts): Sheet {
  const zh = names.language === 'zh';
  const flat = sales.flat();
  const at = (c: number, m: number): number => sumOf(flat.map((channels) => channels[c]?.[m] ?? 0));
  const line = (label: string, months: readonly number[]): SheetCell[] => {
    const byChannel = names.channels.map((_, c) => sumOf(months.map((m) => at(c, m))));
    return [
      text(label),
      ...byChannel.map(money),
      money(sumOf(byChannel)),
      money(sumOf(months.map((m) => priorYear[m] ?? 0))),
    ];
  };
  const rows: SheetCell[][] = [
    [
      text(
        zh
          ? `2024年月度渠道销售额（单位：${names.unit}）`
          : `Sales by month and channel, 2024 (${names.unit})`,
      ),
    ],
    [
      text(zh ? '月份' : 'Month'),
      text(zh ? '渠道' : 'Channel'),
      ...names.channels.slice(1).map(() => blank),
      text(zh ? '合计' : 'Total'),
      text(zh ? '上年同期合计' : 'Total, same month of 2023'),
    ],
    [blank, ...names.channels.map(text), blank, blank],
  ];
  for (let quarter = 0; quarter < 4; quarter++) {
    const months = [0, 1, 2].map((i) => quarter * 3 + i);
    for (const m of months) rows.push(line(reportMonths[m] ?? '', [m]));
    rows.push(
      line(zh ? `第${'一二三四'.charAt(quarter)}季度小计` : `Q${quarter + 1} subtotal`, months),
    );
  }
  rows.push(
    line(
      zh ? '全年合计' : 'Year total',
      reportMonths.map((_, m) => m),
    ),
  );
  rows.push([
    text(zh ? '2025-01（截至12日）' : '2025-01 (to the 12th)'),
    ...partialMonth.map(money),
    money(sumOf(partialMonth)),
    blank,
  ]);
  const width = names.channels.length + 3;
  return sheet(zh ? '月度渠道' : 'Channels', rows, [
    merge(0, 0, 0, width - 1),
    merge(1, 0, 2, 0),
    merge(1, 1, 1, names.channels.length),
    merge(1, width - 2, 2, width - 2),
    merge(1, width - 1, 2, width - 1),
  ]);
}

function targetSheet({ names, sales, target }: RetailFacts): Sheet {
  const zh = names.language === 'zh';
  const year = (b: number, r: number): number => sumOf(sales[b]?.[r]?.flat() ?? []);
  const brandRows = names.brands.map((brand, b) => [
    text(brand),
    ...names.regions.flatMap((_, r) =>
      year(b, r) === 0 ? [blank, blank] : [money(year(b, r)), money(target[b]?.[r] ?? 0)],
    ),
  ]);
  const total = [
    text(zh ? '合计' : 'Total'),
    ...names.regions.flatMap((_, r) => [
      money(sumOf(names.brands.map((_, b) => year(b, r)))),
      money(sumOf(names.brands.map((_, b) => target[b]?.[r] ?? 0))),
    ]),
  ];
  const rows: SheetCell[][] = [
    [
      text(
        zh
          ? `2024年各品牌分区域销售额与目标（单位：${names.unit}）`
          : `Sales and targets by brand and region, 2024 (${names.unit})`,
      ),
    ],
    [text(zh ? '品牌' : 'Brand'), ...names.regions.flatMap((region) => [text(region), blank])],
    [
      blank,
      ...names.regions.flatMap(() =>
        zh ? [text('销售额'), text('目标')] : [text('Sales'), text('Target')],
      ),
    ],
    ...brandRows,
    total,
  ];
  return sheet(zh ? '区域目标' : 'Targets', rows, [
    merge(0, 0, 0, names.regions.length * 2),
    merge(1, 0, 2, 0),
    ...names.regions.map((_, r) => merge(1, 1 + 2 * r, 1, 2 + 2 * r)),
  ]);
}

function brandSheet({ names, sales }: RetailFacts): Sheet {
  const zh = names.language === 'zh';
  const rows: SheetCell[][] = [
    [
      text(
        zh
          ? `2024年月度品牌销售额（单位：${names.unit}）`
          : `Sales by month and brand, 2024 (${names.unit})`,
      ),
    ],
    [text(zh ? '月份' : 'Month'), ...names.brands.map(text)],
    ...reportMonths.map((month, m) => [
      text(month),
      ...names.brands.map((_, b) =>
        money(sumOf((sales[b] ?? []).flat().map((months) => months[m] ?? 0))),
      ),
    ]),
  ];
  return sheet(zh ? '月度品牌' : 'Brands', rows, [merge(0, 0, 0, names.brands.length)]);
}

function operationsSheet({ names, operations }: RetailFacts): Sheet {
  const zh = names.language === 'zh';
  const rows: SheetCell[][] = [
    zh
      ? [
          '月份',
          '内部编号',
          '客流（千人次）',
          `广告费（${names.unit}）`,
          '平均单价（元）',
          '平均气温（℃）',
          '退货率',
          '销量（件）',
        ].map(text)
      : [
          'Month',
          'Internal no.',
          'Traffic (thousands)',
          `Advertising (${names.unit})`,
          'Average price (USD)',
          'Mean temperature (°C)',
          'Return rate',
          'Units sold',
        ].map(text),
    ...operations.map((o, m) => [
      { kind: 'date' as const, iso: `${reportMonths[m] ?? ''}-01` },
      number(4100 + 7 * m),
      number(o.trafficThousands),
      money(o.advertisingTenths),
      number(o.priceCents / 100),
      number(o.temperatureTenths / 10),
      number(o.returnPermille / 1000, '0.0%'),
      number(o.unitsSold),
    ]),
  ];
  return sheet(zh ? '运营指标' : 'Operations', rows, [], [1]);
}
