/** Dates inside GS1 codes (GS1 General Specifications, section 7.12 on the century and section 3 on days of 00). */

/**
 * The year that two digits stand for, seen from `currentYear`: 51 or more ahead means the last century, 50 or more
 * behind the next one.
 * @param twoDigits 0 to 99.
 */
export function yearOfTwoDigits(twoDigits: number, currentYear: number): number {
  const currentTwoDigits = currentYear % 100;
  const century = currentYear - currentTwoDigits;
  const difference = twoDigits - currentTwoDigits;
  if (difference >= 51) return century - 100 + twoDigits;
  if (difference <= -50) return century + 100 + twoDigits;
  return century + twoDigits;
}

/**
 * YYMMDD as an ISO day, where a day of 00 means the last of its month.
 * @returns undefined for anything that is no day of the calendar.
 */
export function readGs1Date(digits: string, currentYear: number): string | undefined {
  if (!/^[0-9]{6}$/.test(digits)) return undefined;
  const year = yearOfTwoDigits(Number(digits.slice(0, 2)), currentYear);
  const month = Number(digits.slice(2, 4));
  if (month < 1 || month > 12) return undefined;
  const lastDay = daysInMonth(year, month);
  const day = Number(digits.slice(4)) || lastDay;
  if (day > lastDay) return undefined;
  return `${year}-${twoPlaces(month)}-${twoPlaces(day)}`;
}

/** hhmm as ISO `hh:mm`; undefined outside 00:00 to 23:59. */
export function readGs1Time(digits: string): string | undefined {
  const match = /^([01][0-9]|2[0-3])([0-5][0-9])$/.exec(digits);
  return match === null ? undefined : `${match[1]}:${match[2]}`;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function twoPlaces(value: number): string {
  return String(value).padStart(2, '0');
}
