const pattern =
  /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))?$/;

/** ms since 1970 of `2023-11-16 18:17:03.9799600`, read as UTC unless it names an offset; absent if it is no such text. */
export function civilTimeMs(text: string): number | undefined {
  const match = pattern.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute] =
    match;
  const days = daysFromCivil(Number(year), Number(month), Number(day));
  const offsetMin =
    (Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0)) * (sign === '-' ? -1 : 1);
  const minutes = days * 1440 + Number(hour) * 60 + Number(minute) - offsetMin;
  return minutes * 60_000 + Number(second) * 1000 + Number(fraction ?? 0) * 1000;
}

/** Days since 1970-01-01 in the Gregorian calendar; years begin in March so that the leap day is the last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
