import { chineseDigits } from '../numbers/chinese-numeral.ts';
import { normaliseWidth } from '../numbers/normalise.ts';

/** A month or day as written; `year` absent where the text does not say it. */
export interface CalendarMention {
  readonly raw: string;
  readonly year?: number;
  readonly month: number;
  readonly day?: number;
}

const names =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const order = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const forms: readonly {
  pattern: RegExp;
  read: (m: RegExpExecArray) => CalendarMention | undefined;
}[] = [
  {
    pattern: /(?:(\d{4}|\d{2})\s?年\s?(?:度)?)?(\d{1,2})\s?月(?:份)?(?:\s?(\d{1,2})\s?[日号])?/y,
    read: (m) => mention(m[0], m[1], m[2], m[3]),
  },
  {
    pattern:
      /(\d{4})\s?[-/.]\s?(\d{1,2})(?:\s?[-/.]\s?(\d{1,2}))?(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?(?![\d/-])/y,
    read: (m) => mention(m[0], m[1], m[2], m[3]),
  },
  { pattern: /(\d{4})(\d{2})(\d{2})?(?!\d)/y, read: (m) => mention(m[0], m[1], m[2], m[3]) },
  { pattern: /(\d{1,2})\/(\d{4})(?!\d)/y, read: (m) => mention(m[0], m[2], m[1]) },
  {
    pattern: new RegExp(
      `(${names})\\b\\.?(?:\\s(\\d{1,2})(?:st|nd|rd|th)?(?![\\d]))?(?:,?\\s(?:of\\s)?(\\d{4})|-(\\d{4}|\\d{2})|'(\\d{2}))?(?!\\d)`,
      'iy',
    ),
    read: (m) => mention(m[0], m[3] ?? m[4] ?? m[5], monthOf(m[1] ?? ''), m[2]),
  },
  {
    pattern: new RegExp(
      `(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?(${names})\\b\\.?(?:,?\\s(\\d{4}))?`,
      'iy',
    ),
    read: (m) => mention(m[0], m[3], monthOf(m[2] ?? ''), m[1]),
  },
];

const monthOf = (name: string): string => String(order.indexOf(name.slice(0, 3).toLowerCase()) + 1);

function mention(
  raw: string,
  year: string | undefined,
  month: string | undefined,
  day?: string,
): CalendarMention | undefined {
  const m = Number(month);
  const d = day === undefined ? undefined : Number(day);
  if (!(m >= 1 && m <= 12) || (d !== undefined && !(d >= 1 && d <= 31))) return undefined;
  const y = year === undefined ? undefined : Number(year.length === 2 ? `20${year}` : year);
  if (y !== undefined && (y < 1800 || y > 2200)) return undefined;
  return {
    raw: raw.trim(),
    month: m,
    ...(y === undefined ? {} : { year: y }),
    ...(d === undefined ? {} : { day: d }),
  };
}

/** 二〇二四年十一月 as 2024年11月. */
const arabicDates = (text: string): string =>
  text
    .replace(/([〇零一二三四五六七八九]{4})(?=\s?年)/g, (digits) =>
      [...digits].map((d) => String(chineseDigits[d] ?? d)).join(''),
    )
    .replace(
      /(?<![一二三四五六七八九十百千万])([一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=\s?(?:月|[日号](?!\d)))/g,
      (n) => String(smallNumber(n)),
    );

function smallNumber(written: string): number {
  const at = written.indexOf('十');
  if (at < 0) return chineseDigits[written] ?? 0;
  const tens = at === 0 ? 1 : (chineseDigits[written[0] ?? ''] ?? 0);
  return tens * 10 + (chineseDigits[written[at + 1] ?? ''] ?? 0);
}

/** Every month and day that a text names, in order. */
export function scanCalendar(text: string): readonly CalendarMention[] {
  const written = arabicDates(normaliseWidth(text));
  const found: CalendarMention[] = [];
  for (let at = 0; at < written.length; at++) {
    if (!/[0-9a-z]/i.test(written[at] ?? '') || /[0-9a-z]/i.test(written[at - 1] ?? '')) continue;
    for (const { pattern, read } of forms) {
      pattern.lastIndex = at;
      const match = pattern.exec(written);
      const one = match === null ? undefined : read(match);
      if (match === null || one === undefined) continue;
      // "may" as a verb is no month; the month is written May or stands with a year.
      if (match[0] === 'may') continue;
      found.push(one);
      at += match[0].length - 1;
      break;
    }
  }
  return found;
}

const yearPattern = /(?<!\d)((?:19|20)\d{2})(?!\d)/g;

/** The only year that a question names: it fixes the year of an answer that says none. */
export function yearAskedFor(question: string | undefined): number | undefined {
  if (question === undefined) return undefined;
  const years = new Set(
    [...arabicDates(normaliseWidth(question)).matchAll(yearPattern)].map((m) => Number(m[1])),
  );
  const [only] = years;
  return years.size === 1 ? only : undefined;
}
