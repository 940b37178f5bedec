import { type RandomStream, random } from '../../base/index.ts';
import { type StarNames, starNames } from './star-names.ts';

export interface Store {
  readonly id: number;
  readonly name: string;
  readonly region: string;
  readonly city: string;
  readonly channel: string;
  readonly openedOn: string;
}
export interface Product {
  readonly id: number;
  readonly name: string;
  readonly brand: string;
  readonly category: string;
  readonly listCents: number;
}
export interface Member {
  readonly id: number;
  readonly tier: string;
  readonly joinedOn: string;
}
export interface Sale {
  readonly id: number;
  readonly date: string;
  readonly store: Store;
  readonly product: Product;
  readonly member: Member | undefined;
  readonly quantity: number;
  readonly amountCents: number;
  readonly costCents: number;
}
export interface Refund {
  readonly id: number;
  readonly sale: Sale;
  readonly date: string;
  readonly quantity: number;
}

/** Two years of a small retailer as a star schema; money in whole cents, dates as YYYY-MM-DD. */
export interface StarFacts {
  readonly names: StarNames;
  readonly stores: readonly Store[];
  readonly products: readonly Product[];
  readonly members: readonly Member[];
  readonly sales: readonly Sale[];
  readonly refunds: readonly Refund[];
  /** Target in cents by region and month of 2024. */
  readonly targets: readonly {
    readonly region: string;
    readonly month: string;
    readonly cents: number;
  }[];
}

export interface StarSize {
  readonly stores: number;
  readonly products: number;
  readonly members: number;
  readonly sales: number;
}

export const smallStar: StarSize = { stores: 20, products: 24, members: 60, sales: 1200 };

const dayMs = 86_400_000;
/** Days since 1970 of 2023-01-01. */
const firstDay = 19_358;
const days = 731;
const dateOf = (day: number): string => isoDay((firstDay + day) * dayMs);

/** Civil date of a time in ms since 1970, by the days-to-date formula of proleptic Gregorian years. */
function isoDay(timeMs: number): string {
  const z = Math.floor(timeMs / dayMs) + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(doy - Math.floor((153 * mp + 2) / 5) + 1)}`;
}

/** Draws a database for a seed. */
export function starFacts(
  seed: number,
  language: 'zh' | 'en',
  size: StarSize = smallStar,
): StarFacts {
  const names = starNames[language];
  const source = random(seed).child(`star-${language}`);
  const stores = drawStores(source.stream('stores'), names, size.stores);
  const products = drawProducts(source.stream('products'), names, size.products);
  const joined = source.stream('members');
  const members = Array.from({ length: size.members }, (_, i) => ({
    id: i + 1,
    tier: names.tiers[joined.uniform() < 0.5 ? 0 : joined.uniform() < 0.6 ? 1 : 2] ?? '',
    joinedOn: dateOf(joined.integer(0, days - 60)),
  }));
  const sales = drawSales(source.stream('sales'), { stores, products, members }, size.sales);
  const refund = source.stream('refunds');
  const refunds = sales
    .filter(() => refund.uniform() < 0.08)
    .map((sale, i) => ({
      id: i + 1,
      sale,
      date: laterDay(sale.date, refund.integer(1, 20)),
      quantity: refund.integer(1, sale.quantity),
    }));
  const goal = source.stream('targets');
  const targets = names.regions.flatMap((region) =>
    Array.from({ length: 12 }, (_, m) => {
      const month = `2024-${String(m + 1).padStart(2, '0')}`;
      const sold = sales.filter((s) => s.store.region === region && s.date.startsWith(month));
      const cents = sold.reduce((sum, s) => sum + s.amountCents, 0);
      return {
        region,
        month,
        cents: Math.round((cents / 10_000) * (0.8 + 0.4 * goal.uniform()) + 5) * 10_000,
      };
    }),
  );
  return { names, stores, products, members, sales, refunds, targets };
}

function drawStores(draw: RandomStream, names: StarNames, count: number): Store[] {
  return Array.from({ length: count }, (_, i) => {
    const r = i % names.regions.length;
    const city = draw.pick(names.cities[r] ?? ['']);
    const number = String(i + 1).padStart(2, '0');
    return {
      id: i + 1,
      name: names.language === 'zh' ? `${city}${number}店` : `${city} ${number}`,
      region: names.regions[r] ?? '',
      city,
      channel: names.channels[i % 7 === 6 ? 2 : i % 2] ?? '',
      openedOn: dateOf(draw.integer(0, 300) - 1200),
    };
  });
}

function drawProducts(draw: RandomStream, names: StarNames, count: number): Product[] {
  return Array.from({ length: count }, (_, i) => {
    const brand = names.brands[i % names.brands.length] ?? '';
    const category = names.categories[draw.integer(0, names.categories.length - 1)] ?? '';
    const number = String(i + 1).padStart(3, '0');
    return {
      id: i + 1,
      name:
        names.language === 'zh' ? `${brand}${category}${number}` : `${brand} ${category} ${number}`,
      brand,
      category,
      // A step of the id keeps list prices apart, so that "the dearest" is one product.
      listCents: draw.integer(8, 220) * 100 + 37 * i,
    };
  });
}

function drawSales(
  draw: RandomStream,
  of: { stores: readonly Store[]; products: readonly Product[]; members: readonly Member[] },
  count: number,
): Sale[] {
  // A few products lead, a few hardly sell: squaring the draw makes the ranks clear.
  const skewed = <V>(items: readonly V[]): V => {
    const u = draw.uniform();
    return items[Math.floor(u * u * items.length)] ?? draw.pick(items);
  };
  const byDay = Array.from({ length: count }, () => draw.integer(0, days - 1)).sort(
    (a, b) => a - b,
  );
  return byDay.map((day, i) => {
    const product = skewed(of.products);
    const quantity = draw.integer(1, 6);
    const discount = draw.pick([1, 1, 1, 0.95, 0.9, 0.8]);
    const amountCents = Math.round(product.listCents * quantity * discount);
    return {
      id: i + 1,
      date: dateOf(day),
      store: skewed(of.stores),
      product,
      member: draw.uniform() < 0.35 ? undefined : draw.pick(of.members),
      quantity,
      amountCents,
      costCents: Math.round(amountCents * (0.5 + 0.35 * draw.uniform())),
    };
  });
}

function laterDay(date: string, by: number): string {
  const from = Array.from({ length: days }, (_, d) => d).find((d) => dateOf(d) === date) ?? 0;
  return dateOf(from + by);
}
