import { assert } from '../../src-main/base/assert.ts';

/**
 * ESC/POS commands as bytes, by the names of Epson's command reference. Those that the `escpos` library gets wrong or
 * lacks are here; text, alignment, size, style, feed and cut are the library's.
 */

/** ESC @: back to power-on modes, print buffer emptied. Does not empty the receive buffer. */
export const initialise = Uint8Array.of(0x1b, 0x40);

/**
 * For a printer that may still wait for the rest of a command cut off by a lost connection: these end a short one;
 * otherwise they mean nothing.
 */
export const padding = Uint8Array.of(0, 0, 0);

/** ESC R 0: the printer's ASCII side is ASCII, so that `\` does not come out as a currency sign. */
export const plainAscii = Uint8Array.of(0x1b, 0x52, 0x00);

/** FS &: what follows is two-byte characters. */
export const chineseOn = Uint8Array.of(0x1c, 0x26);

/** FS .: what follows is one-byte characters. */
export const chineseOff = Uint8Array.of(0x1c, 0x2e);

/** FS W: Chinese characters in double width and height; some clones do not heed GS ! for them. */
export function chineseQuadruple(isOn: boolean): Uint8Array {
  return Uint8Array.of(0x1c, 0x57, isOn ? 1 : 0);
}

/** ESC J n: feeds 0 to 255 dots after printing what waits in the line. */
export function feedDots(dots: number): Uint8Array {
  assert(Number.isInteger(dots) && dots >= 0 && dots <= 255, 'ESC J feeds 0 to 255 dots');
  return Uint8Array.of(0x1b, 0x4a, dots);
}

/**
 * ESC p m t1 t2: a pulse for the cash drawer, in order with the data before it.
 * @param onMs and `offMs`: 2 to 510 ms, in steps of 2.
 */
export function drawerKick(kick: {
  readonly pin: 2 | 5;
  readonly onMs: number;
  readonly offMs: number;
}): Uint8Array {
  const steps = Math.round(kick.onMs / 2);
  const off = Math.round(kick.offMs / 2);
  assert(steps >= 1 && steps <= 255 && off >= 1 && off <= 255, 'a drawer pulse lasts 2 to 510 ms');
  const on = steps === 0x10 ? 0x11 : steps; // 10h before some values of t2 would read as a real-time command
  return Uint8Array.of(0x1b, 0x70, kick.pin === 2 ? 0 : 1, on, off);
}

/** What DLE EOT asks for. */
export type RealTimeStatus = 'printer' | 'offline-cause' | 'error-cause' | 'paper';

const realTimeStatusNumber: Readonly<Record<RealTimeStatus, number>> = {
  printer: 1,
  'offline-cause': 2,
  'error-cause': 3,
  paper: 4,
};

/** DLE EOT n: one status byte, answered at once even when the printer is offline or its buffer full. */
export function askRealTimeStatus(status: RealTimeStatus): Uint8Array {
  return Uint8Array.of(0x10, 0x04, realTimeStatusNumber[status]);
}

/** DLE ENQ 1: go on from the line where the error occurred, its cause being removed. */
export const recoverAndRetry = Uint8Array.of(0x10, 0x05, 0x01);

/** DLE ENQ 2: drop what is buffered and be ready. */
export const recoverAndClear = Uint8Array.of(0x10, 0x05, 0x02);

/** DLE DC4 8: empties all buffers at once, half-received commands included. */
export const clearBuffers = Uint8Array.of(0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08);

/** GS a n: report drawer, online, error and paper changes unasked, or nothing. */
export function autoStatus(isOn: boolean): Uint8Array {
  return Uint8Array.of(0x1d, 0x61, isOn ? 0x0f : 0x00);
}

/** GS r n: status that is answered only when everything before it has been processed. */
export function askInOrder(what: 'paper' | 'drawer'): Uint8Array {
  return Uint8Array.of(0x1d, 0x72, what === 'paper' ? 1 : 2);
}

/** GS ( H, function 48: the printer sends these four bytes back when it has come this far. Each is 20h to 7Eh. */
export function askProcessId(id: Uint8Array): Uint8Array {
  assert(
    id.length === 4 && id.every((byte) => byte >= 0x20 && byte <= 0x7e),
    'a process id is four printable bytes',
  );
  return Uint8Array.of(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...id);
}

/** GS ( D: real-time drawer pulses off, so that no picture can open the drawer. Lasts until ESC @. */
export const disableRealTimePulse = Uint8Array.of(0x1d, 0x28, 0x44, 0x03, 0x00, 0x14, 0x01, 0x00);

/** GS v 0: a raster picture in normal size. The data must be exactly `bytesPerRow * rows` long. */
export function rasterImage(bytesPerRow: number, rows: number, data: Uint8Array): Uint8Array {
  assert(data.length === bytesPerRow * rows, 'a raster command says how much follows');
  assert(
    bytesPerRow >= 1 && bytesPerRow <= 0xffff && rows >= 1 && rows <= 0xffff,
    'a raster size has two bytes',
  );
  const header = [0x1d, 0x76, 0x30, 0x00, bytesPerRow & 0xff, bytesPerRow >> 8, rows & 0xff, rows >> 8];
  const command = new Uint8Array(header.length + data.length);
  command.set(header);
  command.set(data, header.length);
  return command;
}
