/**
 * Chromium does not know the scheme that the till registers with Electron, and the DevTools protocol cannot teach it.
 * So the pages live on an https address that can never exist (RFC 2606 reserves `.invalid`) and that is as much an
 * origin of its own, and as trusted. This is the only place that knows both names.
 */
const suffix = '.invalid';
const scheme = 'daybook';

/** `daybook://till/x` as Chromium sees it: `https://till.daybook.invalid/x`. Other addresses stay. */
export function toChromium(url: string): string {
  const match = /^daybook:\/\/([a-z]+)(\/.*)?$/.exec(url);
  return match === null ? url : `https://${match[1]}.${scheme}${suffix}${match[2] ?? '/'}`;
}

/** The way back. */
export function fromChromium(url: string): string {
  const match = /^https:\/\/([a-z]+)\.daybook\.invalid(\/.*)?$/.exec(url);
  return match === null ? url : `${scheme}://${match[1]}${match[2] ?? '/'}`;
}
