import type { Language } from '../../src-main/contract/views.ts';

/**
 * The one place where figures and dates become text (ui.md, Numbers and names). Words around them come from the
 * catalogues; time is always told for Asia/Taipei, whatever zone the machine is set to.
 */

/** Figures always take U+2212, which is as wide as a digit; a hyphen is not. */
const MINUS = '\u2212';
const ZONE = 'Asia/Taipei';
/** 民國 1 is 1912. */
const ROC_YEAR_OFFSET = 1911;

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0, useGrouping: true });

/** Whole numbers in groups of three with a true minus sign: `1,234`, `−13`. Also for amounts in a column. */
export function formatCount(value: number): string {
  const digits = grouped.format(Math.abs(value));
  return value < 0 ? `${MINUS}${digits}` : digits;
}

/** What a discount takes off, from its size: `−13`. A zero takes nothing off and has no sign. */
export function formatSaving(size: number): string {
  return size === 0 ? formatCount(0) : formatCount(-size);
}

/** Money alone or in a sentence: `NT$1,234`, `−NT$13`. There are no decimals. */
export function formatMoney(amount: number): string {
  const digits = grouped.format(Math.abs(amount));
  return amount < 0 ? `${MINUS}NT$${digits}` : `NT$${digits}`;
}

/**
 * Points as stored, with the digits behind the point that their programme shows: `12,480`, `1,234.5`.
 * @param decimals whole, at least 0; 0 for nearly every programme.
 */
export function formatPoints(points: number, decimals: number): string {
  if (decimals === 0) return formatCount(points);
  const digits = String(Math.abs(points)).padStart(decimals + 1, '0');
  const whole = grouped.format(Number(digits.slice(0, -decimals)));
  return `${points < 0 ? MINUS : ''}${whole}.${digits.slice(-decimals)}`;
}

const time = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Hour and minute on the 24-hour clock in Taipei, `06:52`. */
export function formatTime(atMs: number): string {
  return time.format(atMs);
}

const civilDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The ISO day in Taipei to which an instant belongs. */
export function isoDay(atMs: number): string {
  return civilDay.format(atMs);
}

const monthDay = new Intl.DateTimeFormat('en-US', { timeZone: ZONE, month: 'numeric', day: 'numeric' });

/** Month, day and time in Taipei, `11/21 12:18`. */
export function formatDayAndTime(atMs: number): string {
  return `${monthDay.format(atMs)} ${formatTime(atMs)}`;
}

/** How old a figure is: the time if it is of today, else the day (ui.md, Numbers and names). */
export function formatAge(atMs: number, nowMs: number): string {
  return isoDay(atMs) === isoDay(nowMs) ? formatTime(atMs) : monthDay.format(atMs);
}

/** Kilograms with their three decimals, `0.312`. `grams` is whole and not negative. */
export function formatKilograms(grams: number): string {
  return `${formatCount(Math.floor(grams / 1_000))}.${String(grams % 1_000).padStart(3, '0')}`;
}

const weekdays: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  'zh-TW': new Intl.DateTimeFormat('zh-TW', { timeZone: 'UTC', weekday: 'narrow' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short' }),
};

/** The parts of a day as its sentence needs them; `rocYear` is used only where the law writes it. */
export interface DateParts {
  readonly rocYear: string;
  readonly month: string;
  readonly day: string;
  readonly weekday: string;
}

/** Takes an ISO day apart. What is no ISO day comes back as dashes, since a screen must not fall over a date. */
export function datePartsOf(day: string, language: Language): DateParts {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const atMs = Date.parse(`${day}T00:00:00Z`);
  if (year === undefined || month === undefined || date === undefined || Number.isNaN(atMs)) {
    return { rocYear: '–', month: '–', day: '–', weekday: '–' };
  }
  return {
    rocYear: String(Number(year) - ROC_YEAR_OFFSET),
    month: String(Number(month)),
    day: String(Number(date)),
    weekday: weekdays[language].format(atMs),
  };
}
