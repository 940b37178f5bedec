import { type RandomSource, random } from '../../base/index.ts';
import { type RetailNames, reportMonths, retailNames } from './retail-names.ts';

/** One month of the stores' operation. */
export interface OperationsMonth {
  readonly trafficThousands: number;
  /** Tenths of the money unit. */
  readonly advertisingTenths: number;
  readonly priceCents: number;
  readonly temperatureTenths: number;
  /** Tenths of a percent. */
  readonly returnPermille: number;
  readonly unitsSold: number;
}

/**
 * A year of the invented retailer. All money is whole tenths of the money unit, so that every total
 * is exact; every sheet is a view of `sales`, so that the sheets agree with one another.
 */
export interface RetailFacts {
  readonly names: RetailNames;
  /** sales[brand][region][channel][month]; the last brand is not sold in the last region. */
  readonly sales: readonly (readonly (readonly (readonly number[])[])[])[];
  readonly priorYear: readonly number[];
  /** Sales of the first twelve days of the next January, by channel. */
  readonly partialMonth: readonly number[];
  /** target[brand][region]; 0 where the brand is not sold. */
  readonly target: readonly (readonly number[])[];
  readonly operations: readonly OperationsMonth[];
}

/** Draws a year; `attempt` lets a caller draw another where a question came out ill-posed. */
export function retailFacts(seed: number, language: 'zh' | 'en', attempt = 0): RetailFacts {
  const names = retailNames[language];
  const source = random(seed).child(`retail-${language}`).child(`attempt-${attempt}`);
  const sales = drawSales(source, names);
  const monthly = reportMonths.map((_, m) => sumOf(sales.flat(2).map((months) => months[m] ?? 0)));
  const prior = source.stream('prior-year');
  const partial = source.stream('partial-month');
  const goals = source.stream('targets');
  return {
    names,
    sales,
    priorYear: monthly.map((total) => Math.round(total * (0.82 + 0.3 * prior.uniform()))),
    partialMonth: names.channels.map((_, c) =>
      Math.round(
        0.3 *
          sumOf(sales.flat().map((channels) => channels[c]?.[11] ?? 0)) *
          (0.8 + 0.4 * partial.uniform()),
      ),
    ),
    target: sales.map((regions) =>
      regions.map((channels) => {
        const year = sumOf(channels.flat());
        // Targets are set in round figures: whole tens of the money unit.
        return year === 0
          ? 0
          : Math.max(1, Math.round((year / 100) * (0.85 + 0.32 * goals.uniform()))) * 100;
      }),
    ),
    operations: drawOperations(source),
  };
}

export const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function drawSales(source: RandomSource, names: RetailNames): number[][][][] {
  const draw = source.stream('sales');
  const spread = (lo: number, hi: number): number => lo + (hi - lo) * draw.uniform();
  const brand = names.brands.map(() => spread(0.5, 1.8));
  const region = names.regions.map(() => spread(0.5, 1.7));
  const channel = names.channels.map(() => spread(0.4, 1.9));
  const growth = names.channels.map(() => spread(-0.03, 0.05));
  const season = reportMonths.map(
    (_, m) => 1 + 0.25 * Math.sin((m / 12) * 2 * Math.PI) + spread(-0.2, 0.2),
  );
  return brand.map((b, i) =>
    region.map((r, j) =>
      channel.map((c, k) =>
        season.map((s, m) =>
          i === brand.length - 1 && j === region.length - 1
            ? 0
            : Math.max(
                1,
                Math.round(130 * b * r * c * s * (1 + (growth[k] ?? 0) * m) * spread(0.75, 1.25)),
              ),
        ),
      ),
    ),
  );
}

/**
 * Units follow advertising (strongly) and run against the price (strongly); temperature and returns
 * have nothing to do with them. Twelve draws only nearly show that, so drawing goes on until they do.
 */
function drawOperations(source: RandomSource): OperationsMonth[] {
  for (let attempt = 0; ; attempt++) {
    const draw = source.stream(`operations-${attempt}`);
    const months = reportMonths.map((_, m) => {
      const pull = draw.normal();
      return {
        trafficThousands: Math.round(240 + 45 * pull + 25 * draw.normal()),
        advertisingTenths: Math.round(620 + 130 * pull + 25 * draw.normal()),
        priceCents: Math.round(8900 - 420 * pull + 110 * draw.normal()),
        temperatureTenths: Math.round(
          160 - 120 * Math.cos((m / 12) * 2 * Math.PI) + 18 * draw.normal(),
        ),
        returnPermille: Math.max(5, Math.round(32 + 6 * draw.normal())),
        unitsSold: Math.round(58_000 + 7_500 * pull + 1_200 * draw.normal()),
      };
    });
    const units = months.map((m) => m.unitsSold);
    const against = (of: (m: OperationsMonth) => number): number =>
      correlation(months.map(of), units);
    if (
      against((m) => m.advertisingTenths) > 0.85 &&
      against((m) => m.priceCents) < -0.8 &&
      Math.abs(against((m) => m.temperatureTenths)) < 0.22 &&
      Math.abs(against((m) => m.returnPermille)) < 0.22 &&
      months.every((m) => m.advertisingTenths > 100)
    )
      return months;
  }
}

/** Pearson's r of two lists of equal length. */
export function correlation(x: readonly number[], y: readonly number[]): number {
  const meanX = sumOf(x) / x.length;
  const meanY = sumOf(y) / y.length;
  const dx = x.map((v) => v - meanX);
  const dy = y.map((v) => v - meanY);
  const cross = sumOf(dx.map((v, i) => v * (dy[i] ?? 0)));
  return cross / Math.sqrt(sumOf(dx.map((v) => v * v)) * sumOf(dy.map((v) => v * v)));
}
