/** Civil time is Asia/Taipei by name, never the machine's zone (design.md, Money, time, ids). */
const taipeiDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Taipei',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const taipeiSecond = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Taipei',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

const HOUR_MS = 3_600_000;
let remembered: { readonly hour: number; readonly day: string } | undefined;

/**
 * The ISO day in Taipei at `atMs`, the business date of an entry that belongs to no open shift.
 * The day changes on the hour there, so one answer is remembered for the hour it holds in.
 */
export function taipeiDate(atMs: number): string {
  const hour = Math.floor(atMs / HOUR_MS);
  if (remembered?.hour !== hour) remembered = { hour, day: taipeiDay.format(atMs) };
  return remembered.day;
}

/** `YYYY-MM-DD HH:mm:ss` in Taipei, as receipts print it. */
export function taipeiDateTime(atMs: number): string {
  return taipeiSecond.format(atMs).replace(', ', ' ');
}
