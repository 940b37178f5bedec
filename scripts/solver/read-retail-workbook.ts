/**
 * The solver's own reading of the retail workbook: by another library than the product's, knowing the
 * sheets by position and the columns by header text. Shares no code with the generator.
 */
import exceljs from 'exceljs';

export interface LongTables {
  /** [month, channel, amount] */
  readonly channelMonths: readonly (readonly [string, string, number])[];
  /** [month, amount] */
  readonly priorYear: readonly (readonly [string, number])[];
  /** [brand, region, sales, target] */
  readonly brandRegions: readonly (readonly [string, string, number, number])[];
  /** [month, brand, amount] */
  readonly brandMonths: readonly (readonly [string, string, number])[];
  /** [month, traffic, advertising, price, temperature, returns, units] */
  readonly operations: readonly (readonly [string, ...number[]])[];
  /** Orders of first appearance, for choices. */
  readonly channels: readonly string[];
}

type Grid = readonly (readonly exceljs.CellValue[])[];

const fullMonth = /^2024-(0[1-9]|1[0-2])$/;

export async function readRetailWorkbook(bytes: Uint8Array): Promise<LongTables> {
  const workbook = new exceljs.Workbook();
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  await workbook.xlsx.load(copy);
  const [channelGrid, targetGrid, brandGrid, operationsGrid] = workbook.worksheets.map(gridOf);
  if (!channelGrid || !targetGrid || !brandGrid || !operationsGrid)
    throw new Error('expected four sheets');

  const channels = (channelGrid[2] ?? []).slice(1, -2).map(String);
  const months = channelGrid.slice(3).filter((row) => fullMonth.test(String(row[0])));
  const regions = (targetGrid[1] ?? []).filter((_, i) => i % 2 === 1).map(String);
  const brandRows = targetGrid.slice(3, -1);
  const brands = (brandGrid[1] ?? []).slice(1).map(String);
  return {
    channels,
    channelMonths: months.flatMap((row) =>
      channels.map((channel, c) => [String(row[0]), channel, number(row[c + 1])] as const),
    ),
    priorYear: months.map((row) => [String(row[0]), number(row[channels.length + 2])] as const),
    brandRegions: brandRows.flatMap((row) =>
      regions.flatMap((region, r) => {
        const [sales, target] = [row[1 + 2 * r], row[2 + 2 * r]];
        return sales === null || sales === undefined
          ? []
          : [[String(row[0]), region, number(sales), number(target)] as const];
      }),
    ),
    brandMonths: brandGrid
      .slice(2)
      .flatMap((row) =>
        brands.map((brand, b) => [String(row[0]), brand, number(row[b + 1])] as const),
      ),
    // Column 1 is hidden and internal.
    operations: operationsGrid
      .slice(1)
      .map((row) => [monthText(row[0]), ...row.slice(2).map(number)] as const),
  };
}

/** Cells from A1 on; merged cells but the first are null. */
function gridOf(sheet: exceljs.Worksheet): Grid {
  const grid: exceljs.CellValue[][] = [];
  for (let r = 1; r <= sheet.rowCount; r++) {
    const row: exceljs.CellValue[] = [];
    for (let c = 1; c <= sheet.columnCount; c++) row.push(sheet.getCell(r, c).value);
    grid.push(row);
  }
  return grid;
}

function number(value: exceljs.CellValue | undefined): number {
  if (typeof value !== 'number') throw new Error(`expected a number, saw ${String(value)}`);
  return value;
}

const monthText = (value: exceljs.CellValue | undefined): string => {
  if (!(value instanceof Date)) throw new Error(`expected a date, saw ${String(value)}`);
  return value.toISOString().slice(0, 7);
};
